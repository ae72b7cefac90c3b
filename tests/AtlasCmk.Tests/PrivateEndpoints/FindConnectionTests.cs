using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class FindConnectionTests
{
    private readonly World _world = new();

    public FindConnectionTests()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1")]);
        _world.KeyVault.Connections.Set([new(Given.Connection("pe-1"), "Pending"), new(Given.Connection("pe-foreign"), "Pending"), new(s_elsewhere, "Pending")]);
    }

    private static readonly ConnectionId s_elsewhere = new(Given.Vault with { Name = "kv-other" }, "pe-1");

    private FoundConnection Find(ConnectionRequest request, bool withAtlas = true) =>
        _world.Run(() => new FindConnection(withAtlas ? _world.Project : null).RunAsync(request));

    private static ConnectionRequest ById(string name, bool piped = false) => new(Given.Connection(name), null, null, piped);

    private static ConnectionRequest ByEndpoint(int number) => new(null, null, Given.EndpointId(number), true);

    [Fact]
    public void An_endpoint_leads_to_the_connection_that_Atlas_names_for_it()
    {
        var found = Find(ByEndpoint(1));

        Assert.Equal(Given.Connection("pe-1"), found.Id);
        Assert.Equal("US_EAST_2", found.Endpoint!.RegionName);
        Assert.Null(found.Doubt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_connection_that_Atlas_lists_has_its_endpoint(bool piped) =>
        Assert.Equal(Given.EndpointId(1), Find(ById("PE-1", piped)).Endpoint!.EndpointId);

    [Fact]
    public void A_name_means_the_one_in_the_projects_vault() =>
        Assert.Equal(Given.Connection("pe-1"), Find(new(null, "pe-1", null, false)).Id);

    [Fact]
    public void Without_a_subscription_the_named_vault_is_the_projects_vault_if_names_match()
    {
        static ConnectionRequest In(string vault, string group) => new(null, "pe-1", null, false) { Vault = (vault, group) };

        Assert.Equal(Given.Connection("pe-1"), Find(In("KV-ATLAS", "RG-KEYS")).Id);
        Assert.All([In("kv-other", "rg-keys"), In("kv-atlas", "rg-other")], request =>
        {
            var failure = Assert.Throws<AtlasCmkException>(() => Find(request));
            Assert.Equal(("SubscriptionMissing", FailureKind.Refused), (failure.ErrorId, failure.Kind));
            Assert.Contains(Given.ProjectId, failure.Message, StringComparison.Ordinal);
        });
        Assert.Equal("SubscriptionMissing", Assert.Throws<AtlasCmkException>(() => Find(In("kv-atlas", "rg-keys"), withAtlas: false)).ErrorId);
    }

    [Fact]
    public void The_same_name_in_another_vault_is_another_connection()
    {
        var found = Find(new(s_elsewhere, null, null, false));

        Assert.Null(found.Endpoint);
        Assert.Contains("pe-1 of vault kv-other", found.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piped_connection_that_Atlas_does_not_list_is_refused_without_a_question()
    {
        var failure = Assert.Throws<AtlasCmkException>(() => Find(ById("pe-foreign", piped: true)));

        Assert.Equal("ConnectionNotListed", failure.ErrorId);
        Assert.Contains($"connection pe-foreign of vault kv-atlas for project {Given.ProjectId}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("ask"));
    }

    [Fact]
    public void A_named_connection_that_Atlas_does_not_list_is_in_doubt()
    {
        var found = Find(ById("pe-foreign"));

        Assert.Equal((null, Given.ProjectId), (found.Endpoint, found.AskedFor));
        Assert.Contains($"Atlas does not list the connection pe-foreign of vault kv-atlas for project {Given.ProjectId}", found.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Atlas_a_named_connection_is_taken_as_it_is()
    {
        Assert.Equal(new(Given.Connection("pe-9"), ConnectionOwner.None, null), Find(ById("pe-9"), withAtlas: false));
        Assert.Empty(_world.Journal);
    }

    [Fact]
    public void Without_Atlas_a_piped_connection_and_an_endpoint_are_refused()
    {
        var failure = Assert.Throws<AtlasCmkException>(() => Find(ById("pe-1", piped: true), withAtlas: false));
        Assert.Equal("NotConnected", failure.ErrorId);
        Assert.Contains("or name the connection with -ResourceId", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal("NotConnected", Assert.Throws<AtlasCmkException>(() => Find(ByEndpoint(1), withAtlas: false)).ErrorId);
    }

    [Theory]
    [InlineData("INITIATING", null)]
    [InlineData("PENDING_ACCEPTANCE", null)]
    [InlineData("PENDING_RECREATION", "pe-1")]
    [InlineData("DELETING", "pe-1")]
    [InlineData("SUSPENDED_BY_ATLAS", "pe-1")]
    public void An_endpoint_without_a_connection_to_decide_on_is_refused_with_its_status(string status, string? connection)
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", status, connection)]);

        var failure = Assert.Throws<AtlasCmkException>(() => Find(ByEndpoint(1)));

        Assert.Equal("ConnectionNotReady", failure.ErrorId);
        Assert.Contains(status, failure.Message, StringComparison.Ordinal);
        Assert.Contains(Given.ProjectId, failure.Remedy, StringComparison.Ordinal);
    }

    /// <summary>A wait for a failed endpoint would never end.</summary>
    [Fact]
    public void A_failed_endpoint_is_named_as_failed_with_the_commands_that_replace_it()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "FAILED", "pe-1", error: "quota")]);

        var failure = Assert.Throws<AtlasCmkException>(() => Find(ByEndpoint(1)));

        Assert.Equal("EndpointFailed", failure.ErrorId);
        Assert.Contains("quota", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"Remove-AtlasAkvPrivateEndpoint -ProjectId '{Given.ProjectId}' -EndpointId '{Given.EndpointId(1)}' -Wait; New-AtlasAkvPrivateEndpoint",
            failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_Atlas_does_not_know_is_refused() =>
        Assert.Equal("EndpointUnknown", Assert.Throws<AtlasCmkException>(() => Find(ByEndpoint(7))).ErrorId);

    [Fact]
    public void A_project_without_a_vault_has_no_connections()
    {
        _world.Atlas.Encryption.Set(Given.NotEnabled);

        Assert.Equal("VaultNotConfigured", Assert.Throws<AtlasCmkException>(() => Find(ByEndpoint(1))).ErrorId);
        Assert.Equal("VaultNotConfigured", Assert.Throws<AtlasCmkException>(() => Find(new(null, "pe-1", null, false))).ErrorId);
    }
}
