using AtlasCmk.Tests.Fakes;
using System.Text.Json;
using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Keys over real connections and TLS, seen from both planes, as the operator of the Sandbox.</summary>
public sealed class KeysInSandboxTests : IAsyncLifetime
{
    private readonly KeptLog _log = new();
    private SandboxServer _server = null!;
    private AtlasConnection _connection = null!;

    private IKeyVaultApi Vaults => _connection.OpenKeyVault(_log);

    private IKeyVaultKeysApi Keys => _connection.OpenKeys(_log);

    private KeyVaultReference Vault => new(AzureCloud.Public, _server.Description.SubscriptionId, _server.Description.ResourceGroup, _server.Description.KeyVaultName);

    private KeyIdentifier Key => KeyIdentifierReading.Parse(_server.Description.KeyIdentifier);

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions());
        _connection = new(SandboxFile.Read(_server.DescriptionFile).Options);
    }

    public async Task DisposeAsync()
    {
        _connection.Dispose();
        await _server.DisposeAsync();
    }

    private void Command(string name, object argument) =>
        WorldCommands.Execute(_server.World, name, JsonSerializer.SerializeToElement(argument));

    private async Task<IEnumerable<string>> VersionsAsync() =>
        (await Vaults.ListKeyVersionsAsync(Vault, Key.KeyName, default)).Select(v => v.Identifier.Text);

    [Fact]
    public async Task Changes_in_the_vault_are_visible_through_Resource_Manager()
    {
        var rotated = await Keys.RotateAsync(Vault, Key.KeyName, default);
        var created = await Keys.CreateVersionAsync(Vault, Given.NewVersion(Vault.Name, Key.KeyName, 4096), default);
        await Keys.SetEnabledAsync(rotated.Identifier, false, default);

        Assert.Equal(((string?)"RSA", (int?)4096), (created.KeyType, created.KeySize));
        Assert.Equal(new[] { Key.Text, rotated.Identifier.Text, created.Identifier.Text }.Order(), (await VersionsAsync()).Order());
        var seen = await Vaults.GetKeyVersionAsync(Vault, Key.KeyName, rotated.Version, default);
        Assert.True(seen is { Enabled: false, KeyType: "RSA", Created: not null });
        Assert.Null(await Vaults.GetKeyVersionAsync(Vault, Key.KeyName, new string('0', 32), default));
        Assert.Empty(await Vaults.ListKeyVersionsAsync(Vault, "none", default));
    }

    [Theory]
    [InlineData("rotate")]
    [InlineData("create")]
    public async Task A_version_whose_answer_is_lost_is_made_once(string how)
    {
        _server.Faults.Add(new Fault { Method = "POST", Path = how, LoseAnswer = true });

        await Assert.ThrowsAsync<AtlasUnreachableException>(() => how == "rotate"
            ? Keys.RotateAsync(Vault, Key.KeyName, default)
            : Keys.CreateVersionAsync(Vault, Given.NewVersion(Vault.Name, Key.KeyName), default));

        Assert.Equal(2, (await VersionsAsync()).Count());
    }

    [Fact]
    public async Task A_closed_vault_refuses_its_own_host_but_Resource_Manager_shows_its_versions()
    {
        Command("setVault", new { publicNetworkAccess = "Disabled" });

        var e = await Assert.ThrowsAsync<AzureApiException>(() => Keys.RotateAsync(Vault, Key.KeyName, default));

        Assert.Equal(("VaultNotReachable", "ForbiddenByConnection"), (e.ErrorId, e.InnerErrorCode));
        Assert.Equal([Key.Text], await VersionsAsync());
        Assert.Equal(VaultExposure.Closed, (await Vaults.GetVaultAsync(Vault, default))!.Exposure);
    }

    [Fact]
    public async Task A_missing_key_and_a_missing_right_give_different_errors()
    {
        Assert.Equal("KeyNotFound", (await Assert.ThrowsAsync<AzureApiException>(() => Keys.RotateAsync(Vault, "none", default))).ErrorId);

        using var other = new AtlasConnection(SandboxFile.Read(_server.DescriptionFile).Options with
        {
            Azure = new(AzureAuthentication.ClientSecret)
            {
                TenantId = _server.Description.TenantId,
                ClientId = _server.Description.AzureClientId,
                ClientSecret = ArmFixture.Secret(_server.Description.AzureClientSecret),
            },
        });
        Assert.Equal("KeyRightsMissing", (await Assert.ThrowsAsync<AzureApiException>(() => other.OpenKeys(_log).RotateAsync(Vault, Key.KeyName, default))).ErrorId);
    }

    [Fact]
    public async Task Role_assignments_are_read_with_their_permissions()
    {
        var atlas = _server.World.Tenant.AtlasApplication.ObjectId;
        Command("setRole", new { role = "Key Vault Crypto User", clientId = _server.Description.AzureClientId, scope = $"{Vault.ResourceId}/keys/{Key.KeyName}" });

        var roles = await Vaults.ListRoleAssignmentsAsync(Vault, atlas, default);

        Assert.All(roles, r => Assert.Equal(atlas, r.PrincipalId));
        Assert.All(roles, r => Assert.True(r.Covers($"{Vault.ResourceId}/keys/{Key.KeyName}")));
        var atKey = Assert.Single(roles, r => r.Scope.EndsWith($"/keys/{Key.KeyName}", StringComparison.Ordinal));
        var role = await Vaults.GetRoleDefinitionAsync(Vault, atKey.RoleDefinitionId, default);
        Assert.Equal("Key Vault Crypto User", role.RoleName);
        Assert.Contains("Microsoft.KeyVault/vaults/keys/encrypt/action", role.Permissions.SelectMany(p => p.DataActions));
    }

    [Fact]
    public async Task The_vault_and_its_subscription_are_as_they_were_set()
    {
        var vault = (await Vaults.GetVaultAsync(Vault, default))!;
        Assert.True(vault is { SoftDelete: true, Exposure: VaultExposure.Open, UsesRoles: false });
        Assert.Equal(_server.Description.TenantId, vault.TenantId);
        Assert.Equal($"{Vault.Name}.vault.azure.net", vault.VaultUri.Host, ignoreCase: true);
        Assert.True(vault.AccessPolicies.Single(p => p.ObjectId == _server.World.Tenant.AtlasApplication.ObjectId).Allows("decrypt"));

        Command("setVault", new { rbac = true, defaultAction = "Deny", purgeProtection = true });
        Command("setProvider", new { state = "NotRegistered" });
        Assert.True(await Vaults.GetVaultAsync(Vault, default) is { UsesRoles: true, Exposure: VaultExposure.Listed, PurgeProtection: true });
        Assert.Equal("NotRegistered", await Vaults.GetProviderRegistrationAsync(Vault, "Microsoft.Network", default));
        Assert.Null(await Vaults.GetVaultAsync(Vault with { Name = "kv-nowhere" }, default));
    }

    [Fact]
    public async Task No_token_is_in_any_line()
    {
        await Keys.RotateAsync(Vault, Key.KeyName, default);
        var said = string.Join('\n', [.. _log.VerboseLines, .. _log.DebugLines]);
        Assert.Contains($"POST /keys/{Key.KeyName}/rotate → 200", said, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", said, StringComparison.Ordinal);
    }
}
