using AtlasCmk.Clients;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>A member of a list that cannot be understood takes neither the list with it nor is it silently gone.</summary>
public sealed class OddMemberTests
{
    private const string Version = "0123456789abcdef0123456789abcdef";

    private readonly ArmFixture _azure = new();

    private ArmFixture Listing(string members)
    {
        _azure.Arm.Answer(200, $$"""{"value":[{{members}}]}""");
        return _azure;
    }

    [Theory]
    [InlineData("""{"name":"pe-2"}""")]
    [InlineData("""{"name":"pe-2","properties":{}}""")]
    [InlineData("""{"name":"pe-2","properties":{"privateLinkServiceConnectionState":null}}""")]
    [InlineData("""{"name":"pe-2","properties":{"privateLinkServiceConnectionState":{"description":"d"}}}""")]
    [InlineData("""{"name":"pe-2","properties":{"privateLinkServiceConnectionState":{"status":{"odd":1}}}}""")]
    [InlineData("""{"name":"pe-2","properties":"odd"}""")]
    public async Task A_connection_without_a_state_is_Unknown_and_the_others_are_listed(string odd)
    {
        var connections = await Listing($"{ConnectionJson("Pending")},{odd},{ConnectionJson("Approved", name: "pe-3")}").Api.ListConnectionsAsync(Vault, default);
        Assert.Equal(["pe-1 Pending", "pe-2 Unknown", "pe-3 Approved"], connections.Select(c => $"{c.Name} {c.Status}"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("""{"properties":{"privateLinkServiceConnectionState":{"status":"Pending"}}}""")]
    [InlineData("""
        {"id":"/subscriptions/sub-2/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1/privateEndpointConnections/pe-9",
        "properties":{"privateLinkServiceConnectionState":{"status":"Pending"}}}
        """)]
    public async Task A_connection_that_cannot_be_named_is_left_out_with_a_warning(string odd)
    {
        var connections = await Listing($"{ConnectionJson("Pending")},{odd}").Api.ListConnectionsAsync(Vault, default);
        Assert.Equal("pe-1", Assert.Single(connections).Name);
        Assert.Contains("1 ", Assert.Single(_azure.Log.Warnings), StringComparison.Ordinal);
    }

    /// <summary>The connections of another vault, or the versions of another key, do not mean that there are none.</summary>
    [Fact]
    public async Task A_list_of_something_else_is_not_an_empty_list()
    {
        var elsewhere = ConnectionJson("Pending").Replace("vaults/kv-1", "vaults/kv-2", StringComparison.Ordinal);
        Assert.Equal("UntrustedAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => Listing($"{elsewhere},{elsewhere}").Api.ListConnectionsAsync(Vault, default))).ErrorId);
        var other = $$"""{"properties":{"keyUriWithVersion":"https://kv-1.vault.azure.net/keys/other/{{Version}}"} }""";
        Assert.Equal("UntrustedAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => Listing(other).Api.ListKeyVersionsAsync(Vault, "cmk", default))).ErrorId);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"properties":{"keyUriWithVersion":"https://kv-1.vault.azure.net/keys/cmk"}}""")]
    [InlineData("""{"properties":{"keyUriWithVersion":"https://kv-2.vault.azure.net/keys/cmk/ffffffffffffffffffffffffffffffff"}}""")]
    [InlineData("""{"properties":{"keyUriWithVersion":"https://kv-1.vault.azure.net/keys/other/ffffffffffffffffffffffffffffffff"}}""")]
    [InlineData("""{"properties":{"keyUriWithVersion":"https://kv-1.vault.azure.net/keys/cmk/ffffffffffffffffffffffffffffffff","attributes":{"exp":9223372036854775807}}}""")]
    [InlineData("""{"properties":{"keyUriWithVersion":"https://kv-1.vault.azure.net/keys/cmk/ffffffffffffffffffffffffffffffff","attributes":{"enabled":"perhaps"}}}""")]
    public async Task A_version_that_cannot_be_understood_is_left_out_with_a_warning(string odd)
    {
        var good = $$"""{"properties":{"attributes":{"enabled":true},"keyUriWithVersion":"https://kv-1.vault.azure.net/keys/cmk/{{Version}}"} }""";
        var versions = await Listing($"{odd},{good}").Api.ListKeyVersionsAsync(Vault, "cmk", default);
        Assert.Equal(Version, Assert.Single(versions).Identifier.Version);
        Assert.Single(_azure.Log.Warnings);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"kid":"https://kv-2.vault.azure.net/keys/two"}""")]
    [InlineData("""{"kid":7}""")]
    public async Task A_key_that_cannot_be_named_is_left_out_with_a_warning(string odd)
    {
        Assert.Equal(["one"], await Listing($$"""{"kid":"https://kv-1.vault.azure.net/keys/one"},{{odd}}""").Keys.ListKeysAsync(Vault, default));
        Assert.Single(_azure.Log.Warnings);
    }

    /// <summary>It may be the one that matters: it stays in the list, as a role that is not known.</summary>
    [Theory]
    [InlineData("null")]
    [InlineData("""{"id":"/a/2","properties":{"scope":"/","principalId":"p-1"}}""")]
    [InlineData("""{"id":"/a/2","properties":{"roleDefinitionId":"/r/1","principalId":"p-1"}}""")]
    [InlineData("""{"id":"/a/2","properties":[]}""")]
    public async Task A_role_assignment_that_says_too_little_stays_as_one_that_is_not_known(string odd)
    {
        var roles = await Listing($$"""{"id":"/a/1","properties":{"scope":"/","roleDefinitionId":"/r/1","principalId":"p-1"} },{{odd}}""").Api.ListRoleAssignmentsAsync(Vault, "p-1", default);
        Assert.Equal(["/r/1", ""], roles.Select(r => r.RoleDefinitionId));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"id":"/d/2","properties":{"roleName":"Odd"}}""")]
    [InlineData("""{"id":"/d/2","properties":{"roleName":"Odd","permissions":7}}""")]
    public async Task A_role_that_does_not_say_what_it_allows_is_left_out_and_asked_for_by_itself_where_it_matters(string odd)
    {
        var roles = await Listing($$"""{"id":"/d/1","properties":{"roleName":"Ours","permissions":[{"actions":["*"]}]} },{{odd}}""").Api.ListRoleDefinitionsAsync(Vault, default);
        Assert.Equal("/d/1", Assert.Single(roles).Id);
    }
}
