using Xunit;

namespace AtlasCmk.Tests.Text;

public sealed class ProjectMentionTests
{
    private const string Id = "66c9e8f1dd6c9960802420e9";
    private const string Other = "66c9e8f1dd6c9960802420ea";

    [Theory]
    [InlineData($"Project {Id} has no key.", $"Project payments ({Id}) has no key.")]
    [InlineData($"the key of project {Id}.", $"the key of project payments ({Id}).")]
    [InlineData($"projects {Id}, {Other} and {Id} use it", $"projects payments ({Id}), {Other} and payments ({Id}) use it")]
    [InlineData($"project {Other} is unknown", $"project {Other} is unknown")]
    [InlineData($"Get-AtlasAkvKey -ProjectId {Id}", $"Get-AtlasAkvKey -ProjectId {Id}")]
    [InlineData($"Get-AtlasAkvKey -ProjectId '{Id}'", $"Get-AtlasAkvKey -ProjectId '{Id}'")]
    [InlineData($"GET /groups/{Id}/clusters", $"GET /groups/{Id}/clusters")]
    [InlineData($"private endpoint {Id}", $"private endpoint {Id}")]
    [InlineData($"project {Id}0", $"project {Id}0")]
    public void A_message_names_the_projects_that_it_mentions_and_commands_keep_the_id(string text, string named)
    {
        Assert.Equal(named, ProjectMention.WithNames(text, Find));
        Assert.Equal(named, ProjectMention.WithNames(named, Find));
    }

    [Theory]
    [InlineData($"US_EAST_2 of project {Id}: ACTIVE after 2 min", "US_EAST_2 of payments: ACTIVE after 2 min")]
    [InlineData($"US_EAST_2 of project {Other}: ACTIVE after 2 min", "US_EAST_2 of …2420ea: ACTIVE after 2 min")]
    public void A_status_has_the_name_alone(string text, string named) => Assert.Equal(named, ProjectMention.InShort(text, Find));

    [Fact]
    public void A_name_is_not_expanded_as_a_pattern() =>
        Assert.Equal($"project $0 $& ({Id})", ProjectMention.WithNames($"project {Id}", _ => new(Id, "$0 $&", "o")));

    private static KnownProject? Find(string id) => id == Id ? new(id, "payments", "o") : null;
}
