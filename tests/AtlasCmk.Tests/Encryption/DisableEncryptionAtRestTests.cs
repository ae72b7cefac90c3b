using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

public sealed class DisableEncryptionAtRestTests
{
    private readonly World _world = new();

    public DisableEncryptionAtRestTests()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.OnChange = _ => _world.Atlas.Encryption.Set(Given.NotEnabled);
    }

    private EncryptionAtRest? Disable() => _world.Run(() => new DisableEncryptionAtRest(_world.Project, _world.Answers).RunAsync());

    [Fact]
    public void Only_the_switch_for_Azure_is_sent()
    {
        Assert.NotNull(Disable());

        Assert.Equal(new EncryptionAtRestChange { Enabled = false }, Assert.Single(_world.Atlas.Changes));
        Assert.Contains(Given.Key, Assert.Single(_world.Answers.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_Atlas_accepts_and_does_not_show_is_an_error()
    {
        _world.Atlas.OnChange = _ => { };
        Assert.Equal("EncryptionNotDisabled", Assert.Throws<AtlasCmkException>(Disable).ErrorId);
    }

    [Fact]
    public void A_cluster_that_may_still_be_leaving_the_key_is_named()
    {
        _world.Atlas.Clusters.Set([Given.Cluster("orders", state: "UPDATING"), Given.Cluster("plain")]);
        Assert.NotNull(Disable());
        Assert.Contains("orders (UPDATING)", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_output_is_what_Atlas_shows_after_the_change()
    {
        Assert.False(Disable()!.Enabled);
        Assert.Equal(2, _world.Count("GET encryptionAtRest"));
    }

    [Fact]
    public void A_project_without_a_key_is_a_success_without_a_question()
    {
        _world.Atlas.Encryption.Set(Given.NotEnabled);

        Assert.Same(Given.NotEnabled, Disable());
        Assert.Equal(["GET encryptionAtRest"], _world.Journal);
    }

    [Theory]
    [InlineData("ACTIVE")]
    [InlineData("DELETING")]
    [InlineData("FAILED")]
    [InlineData("SOMETHING_NEW")]
    public void Endpoints_in_whatever_state_are_named_and_forbid_it(string status)
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", status)]);

        var failure = Assert.Throws<AtlasCmkException>(Disable);

        Assert.Equal("EndpointsRemain", failure.ErrorId);
        Assert.Contains($"US_EAST_2 {status}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("ask"));
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void Clusters_under_the_key_are_named_and_forbid_it_those_under_other_keys_do_not()
    {
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE"), Given.Cluster("logs"), Given.Cluster("abroad", "AWS")]);

        var failure = Assert.Throws<AtlasCmkException>(Disable);

        Assert.Equal("EncryptedClustersRemain", failure.ErrorId);
        Assert.EndsWith("encrypted with them: orders.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void Endpoints_and_clusters_are_named_at_once_in_the_order_in_which_they_can_go()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE")]);
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);

        var failure = Assert.Throws<AtlasCmkException>(Disable);

        Assert.Contains("US_EAST_2 ACTIVE", failure.Message, StringComparison.Ordinal);
        Assert.Contains("orders", failure.Message, StringComparison.Ordinal);
        Assert.Matches("Disable-AtlasClusterEncryption.*Remove-AtlasAkvPrivateEndpoint", failure.Remedy);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void Declining_returns_nothing_and_changes_nothing()
    {
        _world.Answers.ToFirst = false;

        Assert.Null(Disable());
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void A_cluster_that_was_encrypted_while_the_user_was_asked_forbids_it()
    {
        _world.Answers.Meanwhile = () => _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);

        Assert.Equal("EncryptedClustersRemain", Assert.Throws<AtlasCmkException>(Disable).ErrorId);
        Assert.Empty(_world.Atlas.Changes);
    }
}
