using AtlasCmk.Clients;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>Reading a vault, its keys, its roles and its subscription from Resource Manager.</summary>
public sealed class KeyVaultReadingTests
{
    private const string Version = "0123456789abcdef0123456789abcdef";

    private readonly ArmFixture _azure = new();

    private static string Key(string version = Version, string vault = "kv-1", string more = "") => $$"""
        {"id":"x","name":"{{version}}","properties":{"attributes":{"enabled":false,"created":1764000000,"updated":1764000060,"exp":1795536000},
         "keyUri":"https://{{vault}}.vault.azure.net/keys/cmk","keyUriWithVersion":"https://{{vault}}.vault.azure.net/keys/cmk/{{version}}"{{more}}} }
        """;

    private void AssertSent(string pathAndQuery) =>
        Assert.Equal(("GET", $"https://management.azure.com{pathAndQuery}", $"Bearer {Token}"),
            (_azure.Arm.Requests[^1].Method, _azure.Arm.Requests[^1].Address.AbsoluteUri, _azure.Arm.Requests[^1].Authorization));

    [Fact]
    public async Task A_vault_is_read_with_everything_that_is_set()
    {
        _azure.Arm.Answer(200, """
            {"id":"/subscriptions/sub-1/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1",
            "properties":{"tenantId":"t-1","vaultUri":"https://kv-1.vault.azure.net/",
            "enableSoftDelete":false,"enablePurgeProtection":true,"enableRbacAuthorization":true,
             "publicNetworkAccess":"disabled","networkAcls":{"bypass":"None","defaultAction":"deny","ipRules":[]},"provisioningState":"RegisteringDns",
             "accessPolicies":[null,{"tenantId":"t-1","objectId":"o-1","applicationId":"","permissions":{"keys":["Get","all"],"secrets":["list"]}},{"objectId":"o-2"}]}}
            """);

        var vault = (await _azure.Api.GetVaultAsync(Vault, default))!;

        AssertSent($"{VaultPath}?api-version=2026-02-01");
        Assert.Equal((Vault, "t-1", "https://kv-1.vault.azure.net/", "RegisteringDns"), (vault.Vault, vault.TenantId, vault.VaultUri.AbsoluteUri, vault.ProvisioningState));
        Assert.True(vault is { SoftDelete: false, PurgeProtection: true, UsesRoles: true, PublicNetworkAccess: "disabled", FirewallDefault: "deny", Exposure: VaultExposure.Closed });
        Assert.Equal(["o-1", "o-2"], vault.AccessPolicies.Select(p => p.ObjectId));
        Assert.True(vault.AccessPolicies[0].ApplicationId is null && vault.AccessPolicies[0].Allows("decrypt"));
        Assert.False(vault.AccessPolicies[1].Allows("get"));
        Assert.Null(vault.AccessGap);
    }

    [Fact]
    public async Task Missing_vault_properties_have_Azures_defaults()
    {
        _azure.Arm.Answer(200, """{"properties":{"tenantId":"t-1","vaultUri":"https://kv-1.vault.azure.net"}}""");
        Assert.True(await _azure.Api.GetVaultAsync(Vault, default) is { SoftDelete: true, PurgeProtection: false, UsesRoles: false, PublicNetworkAccess: "Enabled",
            FirewallDefault: "Allow", Exposure: VaultExposure.Open, AccessPolicies.Count: 0, AccessGap: not null });
    }

    [Theory]
    [InlineData("""{"properties":{"vaultUri":"https://kv-1.vault.azure.net"}}""")]
    [InlineData("""{"properties":{"tenantId":"t-1","vaultUri":"kv-1"}}""")]
    [InlineData("{}")]
    public async Task A_vault_without_tenant_or_address_is_unreadable(string body)
    {
        _azure.Arm.Answer(200, body);
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetVaultAsync(Vault, default))).ErrorId);
    }

    [Fact]
    public async Task An_answer_about_another_version_or_key_is_not_trusted()
    {
        _azure.Arm.Answer(200, Key("00000000000000000000000000000001"));
        Assert.Equal("UntrustedAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetKeyVersionAsync(Vault, "cmk", Version, default))).ErrorId);

        _azure.Arm.Answer(200, $"{{\"value\":[{Key()}]}}");
        Assert.Equal("UntrustedAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.ListKeyVersionsAsync(Vault, "other", default))).ErrorId);
    }

    /// <summary>Resource Manager writes the usual port, and the tags beside the properties.</summary>
    [Fact]
    public async Task A_version_has_its_tags_and_its_identifier_without_the_port()
    {
        _azure.Arm.Answer(200, Key(more: ",\"release_policy\":{\"data\":\"e30\"}").Replace(".net/", ".net:443/", StringComparison.Ordinal)
            .Replace("\"id\":\"x\"", "\"tags\":{\"owner\":\"data\",\"empty\":null}", StringComparison.Ordinal));

        var version = (await _azure.Api.GetKeyVersionAsync(Vault, "cmk", Version, default))!;

        Assert.Equal($"https://kv-1.vault.azure.net/keys/cmk/{Version}", version.Identifier.Text);
        Assert.Equal(("data", "", true), (version.Tags["owner"], version.Tags["empty"], version.IsExportable));
    }

    [Fact]
    public async Task Missing_items_are_null_or_empty_and_a_wrong_path_is_an_error()
    {
        _azure.Arm.Answer(404, Error("ResourceNotFound"));
        Assert.Null(await _azure.Api.GetVaultAsync(Vault, default));
        Assert.Empty(await _azure.Api.ListKeyVersionsAsync(Vault, "cmk", default));
        Assert.Null(await _azure.Api.GetKeyVersionAsync(Vault, "cmk", Version, default));

        _azure.Arm.Answer(404, Error("ResourceGroupNotFound"));
        Assert.Equal("ResourceGroupNotFound", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetVaultAsync(Vault, default))).ErrorId);
    }

    [Fact]
    public async Task The_versions_of_a_key_come_from_all_pages_and_may_lack_properties()
    {
        var other = new string('f', 32);
        _azure.Arm.Answer(200, $$"""{"value":[{{Key()}}],"nextLink":"https://management.azure.com{{VaultPath}}/keys/cmk/versions?api-version=2026-02-01&$skiptoken=t"}""")
            .Answer(200, $$"""{"value":[{{Key(other, more: ",\"kty\":\"RSA-HSM\",\"keySize\":4096,\"keyOps\":[\"encrypt\"]")}}]}""");

        var versions = await _azure.Api.ListKeyVersionsAsync(Vault, "cmk", default);

        Assert.Equal($"{VaultPath}/keys/cmk/versions", _azure.Arm.Requests[0].Address.AbsolutePath);
        Assert.Equal([Version, other], versions.Select(v => v.Identifier.Version));
        Assert.True(versions[0] is { Enabled: false, NotBefore: null, KeyType: null, KeySize: null, Operations.Count: 0 });
        Assert.Equal([1764000000, 1764000060, 1795536000], new[] { versions[0].Created, versions[0].Updated, versions[0].Expires }.Select(t => t!.Value.ToUnixTimeSeconds()));
        Assert.Equal(("RSA-HSM", 4096, "encrypt"), (versions[1].KeyType, versions[1].KeySize, versions[1].Operations.Single()));
    }

    [Fact]
    public async Task One_version_is_asked_for_by_its_name()
    {
        _azure.Arm.Answer(200, Key());
        Assert.Equal(Version, (await _azure.Api.GetKeyVersionAsync(Vault, "cmk", Version, default))!.Identifier.Version);
        AssertSent($"{VaultPath}/keys/cmk/versions/{Version}?api-version=2026-02-01");
    }

    [Fact]
    public async Task A_version_with_an_invalid_identifier_is_an_unreadable_answer()
    {
        _azure.Arm.Answer(200, Key(vault: "kv-1.vault.azure.net@evil"));
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetKeyVersionAsync(Vault, "cmk", Version, default))).ErrorId);
    }

    [Fact]
    public async Task An_invalid_time_is_an_unreadable_answer()
    {
        _azure.Arm.Answer(200, Key().Replace("1795536000", "9223372036854775807", StringComparison.Ordinal));
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetKeyVersionAsync(Vault, "cmk", Version, default))).ErrorId);
    }

    [Fact]
    public async Task A_resource_provider_has_Azures_registration_state()
    {
        _azure.Arm.Answer(200, """{"namespace":"Microsoft.Network","registrationState":"NotRegistered"}""").Answer(200, "{}");
        Assert.Equal("NotRegistered", await _azure.Api.GetProviderRegistrationAsync(Vault, "Microsoft.Network", default));
        AssertSent("/subscriptions/sub-1/providers/Microsoft.Network?api-version=2022-09-01");
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetProviderRegistrationAsync(Vault, "Microsoft.Network", default))).ErrorId);
    }

    [Fact]
    public async Task The_roles_of_an_identity_are_asked_for_with_those_of_its_groups()
    {
        _azure.Arm.Answer(200, """
            {"value":[{"id":"/a/1","properties":{"scope":"/subscriptions/sub-1","roleDefinitionId":"/r/1","principalId":"p-1","principalType":"Group",
            "condition":"c","conditionVersion":"2.0","description":"d","delegatedManagedIdentityResourceId":"/m"} },
                      {"id":"/a/2","properties":{"scope":"/","roleDefinitionId":"/r/2","principalId":"p-2","condition":""} }]}
            """);

        var roles = await _azure.Api.ListRoleAssignmentsAsync(Vault, "p-1", default);

        AssertSent($"{VaultPath}/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=assignedTo%28%27p-1%27%29");
        Assert.Equal(new RoleAssignment("/a/1", "/subscriptions/sub-1", "/r/1", "p-1") { PrincipalType = "Group", Condition = "c", ConditionVersion = "2.0",
            Description = "d", DelegatedManagedIdentityResourceId = "/m" }, roles[0]);
        Assert.Equal(new RoleAssignment("/a/2", "/", "/r/2", "p-2"), roles[1]);
    }

    [Fact]
    public async Task All_roles_at_a_key_and_above_are_listed()
    {
        _azure.Arm.Answer(200, """{"value":[]}""");
        Assert.Empty(await _azure.Api.ListRoleAssignmentsAtAsync(Vault, $"{Vault.ResourceId}/keys/cmk", default));
        AssertSent($"{VaultPath}/keys/cmk/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=atScope%28%29");
    }

    [Fact]
    public async Task A_role_that_an_assignment_does_not_name_is_not_asked_for() =>
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetRoleDefinitionAsync(Vault, "", default))).ErrorId);

    [Fact]
    public async Task No_list_of_roles_is_no_empty_list()
    {
        _azure.Arm.Answer(404, Error("ResourceNotFound"));
        Assert.Equal(404, (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.ListRoleAssignmentsAsync(Vault, "p-1", default))).StatusCode);
    }

    [Fact]
    public async Task A_role_is_read_at_the_vault_wherever_it_was_assigned()
    {
        _azure.Arm.Answer(200, """
            {"id":"/d/12338AF0","properties":{"roleName":"Ours","permissions":[{"actions":["*/read"],"notActions":["a"],"dataActions":["Microsoft.KeyVault/vaults/keys/*"],"notDataActions":["b"]},{}]}}
            """);

        var role = await _azure.Api.GetRoleDefinitionAsync(Vault, "/providers/Microsoft.Authorization/roleDefinitions/12338af0", default);

        AssertSent($"{VaultPath}/providers/Microsoft.Authorization/roleDefinitions/12338af0?api-version=2022-04-01");
        Assert.Equal(("/d/12338AF0", "Ours", 2), (role.Id, role.RoleName, role.Permissions.Count));
        Assert.Equal(["*/read", "a", "Microsoft.KeyVault/vaults/keys/*", "b"],
            [.. role.Permissions[0].Actions, .. role.Permissions[0].NotActions, .. role.Permissions[0].DataActions, .. role.Permissions[0].NotDataActions]);
        Assert.True(role.Permissions[1] is { Actions.Count: 0, DataActions.Count: 0 });
    }

    [Fact]
    public async Task A_missing_right_names_a_role_that_has_it()
    {
        _azure.Arm.Answer(403, Error("AuthorizationFailed"));
        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetProviderRegistrationAsync(Vault, "Microsoft.Network", default));
        Assert.Contains("Reader on the subscription", e.Remedy, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetVaultAsync(Vault, default));
        Assert.Contains("Key Vault Contributor on the vault", e.Remedy, StringComparison.Ordinal);
    }
}
