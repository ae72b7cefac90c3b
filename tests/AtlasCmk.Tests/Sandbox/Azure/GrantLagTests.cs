using System.Net;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>Azure shows a grant at once, but it works some minutes later. Atlas depends on what works.</summary>
public sealed class GrantLagTests : IAsyncLifetime
{
    private const string Api = "api-version=2022-04-01";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private SandboxServer _server = null!;

    private SandboxWorld World => _server.World;

    private Project Project => World.Projects[0];

    private string Atlas => World.Tenant.AtlasApplication.ObjectId;

    public async Task InitializeAsync() => _server = await SandboxServer.StartAsync(new SandboxOptions { Stage = "encrypted" }, _time);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private (bool Valid, bool Paused) Look() => World.Do(() =>
    {
        World.KeyValidator.Validate(Project);
        return (KeyValidator.IsValid(Project), Project.FindCluster("orders")!.Paused);
    });

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var client = _server.ArmClient();
        return (await client.SendAsync(method, $"{_server.VaultPath()}/{path}", body)).Status;
    }

    private Task<HttpStatusCode> PolicyAsync(string operation, string keys) => SendAsync(HttpMethod.Put, $"accessPolicies/{operation}?{SandboxHttp.ArmApi}",
        $$$"""{"properties":{"accessPolicies":[{"tenantId":"{{{_server.Description.TenantId}}}","objectId":"{{{Atlas}}}","permissions":{"keys":[{{{keys}}}]}}]}}""");

    private Task<HttpStatusCode> RoleAsync(Guid name, string scope = "", string? principal = null) =>
        SendAsync(HttpMethod.Put, $"{scope}providers/Microsoft.Authorization/roleAssignments/{name}?{Api}",
        $$$"""{"properties":{"roleDefinitionId":"/x/{{{AzureRoleDefinition.KeyVaultCryptoUser.Id}}}","principalId":"{{{principal ?? Atlas}}}","condition":"c","conditionVersion":"2.0"}}""");

    [Fact]
    public async Task A_permission_that_is_taken_stops_the_clusters_and_one_that_is_given_back_works_later()
    {
        Assert.Equal((true, false), Look());

        await PolicyAsync("remove", "\"encrypt\",\"decrypt\",\"get\"");
        Assert.Equal((false, true), Look());

        await PolicyAsync("add", "\"encrypt\",\"decrypt\",\"get\"");
        Assert.Equal((false, true), Look());
        _time.Advance(World.Durations.GrantLag);
        Assert.Equal((true, false), Look());
    }

    [Fact]
    public async Task An_existing_permission_keeps_working_while_another_is_added()
    {
        await PolicyAsync("add", "\"wrapKey\",\"get\"");
        Assert.True(Look().Valid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("keys/atlas-cmk/")]
    public async Task A_role_at_the_vault_or_at_the_key_works_later_and_stops_at_once(string scope)
    {
        _server.Command("setVault", new { rbac = true });
        Assert.Equal((false, true), Look());

        var name = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.Created, await RoleAsync(name, scope));
        Assert.Equal((false, true), Look());
        _time.Advance(World.Durations.GrantLag);
        Assert.Equal((true, false), Look());

        await SendAsync(HttpMethod.Delete, $"{scope}providers/Microsoft.Authorization/roleAssignments/{name}?{Api}");
        Assert.Equal((false, true), Look());
    }

    [Fact]
    public async Task A_role_at_another_key_does_not_apply_to_this_one()
    {
        _server.Command("setVault", new { rbac = true });
        await RoleAsync(Guid.NewGuid(), "keys/other/");
        _time.Advance(World.Durations.GrantLag);
        Assert.False(Look().Valid);
    }

    [Fact]
    public async Task An_assignment_keeps_its_name_its_condition_and_whose_it_is()
    {
        var name = Guid.NewGuid();
        await RoleAsync(name);
        using var client = _server.ArmClient();
        var url = $"{_server.VaultPath()}/providers/Microsoft.Authorization/roleAssignments";

        var (_, list) = await client.SendAsync(HttpMethod.Get, $"{url}?{Api}");
        var (status, refusal) = await client.SendAsync(HttpMethod.Put, $"{url}/{name}?{Api}",
            $$$"""{"properties":{"roleDefinitionId":"/x/{{{AzureRoleDefinition.KeyVaultCryptoUser.Id}}}","principalId":"{{{World.Tenant.OperatorApplication.ObjectId}}}"}}""");

        var made = list["value"]!.AsArray().Single(a => (string)a!["name"]! == name.ToString())!["properties"]!;
        Assert.Equal(("c", "2.0"), ((string)made["condition"]!, (string)made["conditionVersion"]!));
        Assert.Equal((HttpStatusCode.BadRequest, "RoleAssignmentUpdateNotPermitted"), (status, refusal.Code()));
    }
}
