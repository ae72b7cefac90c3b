using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class RemoveConnectionTests
{
    private readonly World _world = new();

    private bool Remove(AkvPrivateEndpoint? endpoint, string? askedFor = null) => _world.Run(async () =>
    {
        var removal = new RemoveConnection(_world.Session, new(Given.Connection("pe-1"), new(endpoint, []), askedFor), TimeSpan.FromMinutes(5));
        await removal.RunAsync(_world.Answers);
        return removal.IsAccepted;
    });

    [Fact]
    public void It_reads_asks_with_the_affected_clusters_and_removes()
    {
        _world.KeyVault.Connections.Set([new(Given.Connection("pe-1"), "Approved")]);

        Assert.True(Remove(Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")));
        Assert.Equal(["GET kv-atlas/pe-1", "ask", "DELETE kv-atlas/pe-1"], _world.Journal);
        Assert.Contains("reaches its key in US_EAST_2", Assert.Single(_world.Answers.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_of_another_owner_requires_additional_confirmation()
    {
        _world.KeyVault.Connections.Set([new(Given.Connection("pe-1"), "Approved")]);
        _world.Answers.ToSecond = false;

        Assert.False(Remove(null, Given.ProjectId));
        Assert.Equal(["GET kv-atlas/pe-1", "ask", "ask again"], _world.Journal);
    }

    [Fact]
    public void A_connection_that_Azure_does_not_remove_is_an_error()
    {
        _world.KeyVault.Connections.Set([new(Given.Connection("pe-1"), "Approved")]);
        _world.KeyVault.IgnoresDecisions = true;

        var failure = Assert.Throws<AtlasCmkException>(() => Remove(Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1"), Given.ProjectId));

        Assert.Equal("ConnectionNotChanged", failure.ErrorId);
        Assert.Contains("Approved", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_of_another_project_requires_confirmation_that_names_the_project()
    {
        _world.KeyVault.Connections.Set([new(Given.Connection("pe-1"), "Approved")]);
        _world.Answers.ToSecond = false;

        Assert.False(Remove(Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1"), "66c9e8f1dd6c9960802420ff"));

        Assert.Contains($"US_EAST_2 of project {Given.ProjectId}", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("DELETE"));
    }

    [Fact]
    public void Declining_removes_nothing()
    {
        _world.KeyVault.Connections.Set([new(Given.Connection("pe-1"), "Approved")]);
        _world.Answers.ToFirst = false;

        Assert.False(Remove(null));
        Assert.Equal(0, _world.Count("DELETE"));
    }

    [Fact]
    public void A_missing_item_is_an_error_without_a_question()
    {
        Assert.Equal("ConnectionNotInVault", Assert.Throws<AtlasCmkException>(() => Remove(null)).ErrorId);
        Assert.Equal(["GET kv-atlas/pe-1"], _world.Journal);
    }
}
