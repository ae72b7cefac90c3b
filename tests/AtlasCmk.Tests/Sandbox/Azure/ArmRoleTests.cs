using System.Net;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class ArmRoleTests
{
    private const string Api = "api-version=2022-04-01";

    [Fact]
    public async Task A_role_at_the_vault_is_listed_with_those_it_inherits()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        var principal = server.World.Tenant.AtlasApplication.ObjectId;
        var url = $"{server.VaultPath()}/providers/Microsoft.Authorization/roleAssignments";

        var (created, _) = await client.SendAsync(HttpMethod.Put, $"{url}/{Guid.NewGuid()}?{Api}", Body(AzureRoleDefinition.KeyVaultCryptoUser.Id, principal));
        var (twice, again) = await client.SendAsync(HttpMethod.Put, $"{url}/{Guid.NewGuid()}?{Api}", Body(AzureRoleDefinition.KeyVaultCryptoUser.Id, principal));
        var (_, list) = await client.SendAsync(HttpMethod.Get, $"{url}?{Api}&$filter=atScope() and principalId eq '{principal}'");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Conflict, "RoleAssignmentExists"), (created, twice, again.Code()));
        var properties = list["value"]!.AsArray().Select(one => one!["properties"]!).ToList();
        Assert.All(properties, one => Assert.Equal(principal, one["principalId"]!.GetValue<string>()));
        Assert.Contains(properties, one => one["scope"]!.GetValue<string>().EndsWith(server.Description.KeyVaultName, StringComparison.Ordinal)
            && one["roleDefinitionId"]!.GetValue<string>().EndsWith(AzureRoleDefinition.KeyVaultCryptoUser.Id, StringComparison.Ordinal));
        Assert.Contains(properties, one => one["scope"]!.GetValue<string>() == $"/subscriptions/{server.Description.SubscriptionId}");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_opens_nothing_any_more()
    {
        await using var server = await SandboxServer.StartAsync();
        server.Command("setVault", new { rbac = true });
        using var arm = server.ArmClient();
        using var vault = server.Client(server.Tokens.Issue(server.World.Tenant.AtlasApplication, server.Tokens.VaultAudience));
        var assignment = $"{server.VaultPath()}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}?{Api}";

        await arm.SendAsync(HttpMethod.Put, assignment, Body(AzureRoleDefinition.KeyVaultCryptoUser.Id, server.World.Tenant.AtlasApplication.ObjectId));
        var (open, _) = await GetKey();
        var (deleted, _) = await arm.SendAsync(HttpMethod.Delete, assignment);
        await arm.SendAsync(HttpMethod.Delete, assignment);
        server.Command("removeRole", new { role = "Key Vault Reader" });
        var (closed, body) = await GetKey();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden), (open, deleted, closed));
        Assert.Equal("ForbiddenByRbac", body.InnerCode());

        Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonObject Body)> GetKey() =>
            vault.SendAsync(HttpMethod.Get, $"{server.VaultHost()}/keys/atlas-cmk?{SandboxHttp.VaultApi}");
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000001", "{atlas}", "RoleDefinitionDoesNotExist")]
    [InlineData("12338af0-0e69-4776-bea7-57ae8d297424", "00000000-0000-0000-0000-000000000001", "PrincipalNotFound")]
    public async Task An_assignment_needs_a_role_and_a_principal_that_exist(string role, string principal, string code)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        var oid = principal.Replace("{atlas}", server.World.Tenant.AtlasApplication.ObjectId, StringComparison.Ordinal);

        var (status, body) = await client.SendAsync(
            HttpMethod.Put, $"{server.VaultPath()}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}?{Api}", Body(role, oid));

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, body.Code()));
    }

    [Fact]
    public async Task A_role_definition_lists_its_permissions_at_any_scope()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        var id = AzureRoleDefinition.KeyVaultCryptoUser.Id;

        var (_, atRoot) = await client.SendAsync(HttpMethod.Get, $"{SandboxHttp.Arm}/providers/Microsoft.Authorization/roleDefinitions/{id}?{Api}");
        var (_, atVault) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}/providers/Microsoft.Authorization/roleDefinitions?{Api}&$filter=roleName eq 'Key Vault Crypto User'");

        Assert.Contains("Microsoft.KeyVault/vaults/keys/encrypt/action", atRoot.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(id, Assert.Single(atVault["value"]!.AsArray())!["name"]!.GetValue<string>());
    }

    private static string Body(string role, string principal) =>
        $$$"""{"properties":{"roleDefinitionId":"/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/{{{role}}}","principalId":"{{{principal}}}"}}""";
}
