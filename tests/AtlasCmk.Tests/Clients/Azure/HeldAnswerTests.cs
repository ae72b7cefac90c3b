using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>An answer about something else than what was asked for is not believed, and no change follows it.</summary>
public sealed class HeldAnswerTests
{
    private const string Version = "0123456789abcdef0123456789abcdef";
    private const string Other = "ffffffffffffffffffffffffffffffff";

    private readonly ArmFixture _azure = new();

    private async Task AssertUntrustedAsync(string body, Func<Task> ask)
    {
        _azure.Arm.Answer(200, body);
        var e = await Assert.ThrowsAnyAsync<AtlasCmkException>(ask);
        Assert.Equal(("UntrustedAnswer", FailureKind.Protocol), (e.ErrorId, e.Kind));
        Assert.Single(_azure.Arm.Requests);
    }

    [Theory]
    [InlineData("pe-1", "pe-2")]
    [InlineData("vaults/kv-1", "vaults/kv-2")]
    [InlineData("resourceGroups/rg-1", "resourceGroups/rg-2")]
    [InlineData("/subscriptions/sub-1", "/subscriptions/sub-2")]
    public async Task An_answer_about_another_connection_is_refused(string asked, string answered)
    {
        var body = ConnectionJson("Pending").Replace(asked, answered, StringComparison.Ordinal);
        await AssertUntrustedAsync(body, () => _azure.Api.GetConnectionAsync(Id, default));
    }

    [Fact]
    public async Task A_name_that_contradicts_the_id_is_not_believed() =>
        await AssertUntrustedAsync(ConnectionJson("Pending").Replace("\"name\":\"pe-1\"", "\"name\":\"pe-2\"", StringComparison.Ordinal), () => _azure.Api.GetConnectionAsync(Id, default));

    [Fact]
    public async Task The_answer_to_a_decision_is_held_too() => await AssertUntrustedAsync(
        ConnectionJson("Approved", name: "pe-2"), () => _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "", TimeSpan.FromMinutes(5), default));

    [Fact]
    public async Task The_other_case_of_the_same_id_is_the_same()
    {
        _azure.Arm.Answer(200, ConnectionJson("Pending").Replace("resourceGroups", "RESOURCEGROUPS", StringComparison.Ordinal).Replace("pe-1", "PE-1", StringComparison.Ordinal));
        Assert.Equal("pe-1", (await _azure.Api.GetConnectionAsync(Id, default))!.Name, ignoreCase: true);
    }

    [Theory]
    [InlineData("""{"id":"/subscriptions/sub-1/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-2","properties":{"tenantId":"t","vaultUri":"https://kv-1.vault.azure.net/"}}""")]
    [InlineData("""{"id":"/subscriptions/sub-2/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-1","properties":{"tenantId":"t","vaultUri":"https://kv-1.vault.azure.net/"}}""")]
    [InlineData("""{"properties":{"tenantId":"t","vaultUri":"https://kv-2.vault.azure.net/"}}""")]
    [InlineData("""{"properties":{"tenantId":"t","vaultUri":"https://kv-1.vault.azure.net.evil.example/"}}""")]
    public async Task An_answer_about_another_vault_is_refused(string body) =>
        await AssertUntrustedAsync(body, () => _azure.Api.GetVaultAsync(Vault, default));

    [Theory]
    [InlineData("kv-1", "cmk", Other)]
    [InlineData("kv-1", "other", Version)]
    [InlineData("kv-2", "cmk", Version)]
    public async Task An_answer_about_another_version_is_refused(string vault, string key, string version) => await AssertUntrustedAsync(
        $$"""{"properties":{"attributes":{"enabled":true},"keyUriWithVersion":"https://{{vault}}.vault.azure.net/keys/{{key}}/{{version}}"} }""",
        () => _azure.Api.GetKeyVersionAsync(Vault, "cmk", Version, default));

    private static string Bundle(string vault, string key, string version, string enabled = "true") =>
        $$"""{"key":{"kid":"https://{{vault}}.vault.azure.net/keys/{{key}}/{{version}}","kty":"RSA"},"attributes":{"enabled":{{enabled}}} }""";

    [Theory]
    [InlineData("kv-1", "other")]
    [InlineData("kv-2", "cmk")]
    public async Task A_new_version_of_another_key_is_not_used(string vault, string key)
    {
        await AssertUntrustedAsync(Bundle(vault, key, Version), () => _azure.Keys.RotateAsync(Vault, "cmk", default));
    }

    [Fact]
    public async Task Another_version_was_not_disabled_for_ours() => await AssertUntrustedAsync(
        Bundle("kv-1", "cmk", Other, "false"), () => _azure.Keys.SetEnabledAsync(KeyIdentifierReading.Parse($"https://kv-1.vault.azure.net/keys/cmk/{Version}"), false, default));

    [Fact]
    public async Task Another_keys_policy_is_not_this_ones() => await AssertUntrustedAsync(
        """{"id":"https://kv-1.vault.azure.net/keys/other/rotationpolicy","lifetimeActions":[]}""", () => _azure.Keys.HasRotationPolicyAsync(Vault, "cmk", default));

    [Fact]
    public async Task An_answer_about_another_role_is_refused() => await AssertUntrustedAsync(
        """{"id":"/providers/Microsoft.Authorization/roleDefinitions/r-2","properties":{"roleName":"Other","permissions":[]}}""", () => _azure.Api.GetRoleDefinitionAsync(Vault, "/x/r-1", default));

    [Theory]
    [InlineData("""{"namespace":"Microsoft.Compute","registrationState":"Registered"}""")]
    [InlineData("""{"id":"/subscriptions/sub-2/providers/Microsoft.Network","namespace":"Microsoft.Network","registrationState":"Registered"}""")]
    public async Task An_answer_about_another_provider_or_subscription_is_refused(string body) => await AssertUntrustedAsync(
        body, () => _azure.Api.GetProviderRegistrationAsync(Vault, "Microsoft.Network", default));

    [Theory]
    [InlineData("/a/1", "/d/9", "o-1")]
    [InlineData("/a/1", "/d/1", "o-9")]
    [InlineData("/a/9", "/d/1", "o-1")]
    public async Task Another_assignment_was_not_made_for_ours(string id, string role, string principal) => await AssertUntrustedAsync(
        $$"""{"id":"{{id}}","properties":{"scope":"/","roleDefinitionId":"{{role}}","principalId":"{{principal}}"} }""",
        () => _azure.Api.CreateRoleAssignmentAsync(Vault, new("/a/1", "/", "/d/1", "o-1"), default));

    [Fact]
    public async Task The_policies_of_another_vault_were_not_changed_for_ours() => await AssertUntrustedAsync(
        """{"id":"/subscriptions/sub-1/resourceGroups/rg-1/providers/Microsoft.KeyVault/vaults/kv-2/accessPolicies/","properties":{"accessPolicies":[]}}""",
        () => _azure.Api.AddToAccessPolicyAsync(Vault, new("t-1", "o-1", null, ["get"]), default));
}
