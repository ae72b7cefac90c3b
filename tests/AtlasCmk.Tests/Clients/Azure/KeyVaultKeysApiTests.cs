using AtlasCmk.Tests.Fakes;
using AtlasCmk.Clients;
using Newtonsoft.Json.Linq;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>The vault's own host: the requests, the results, and requests that are never repeated.</summary>
public sealed class KeyVaultKeysApiTests
{
    private const string Version = "0123456789abcdef0123456789abcdef";
    private const string Identifier = $"https://kv-1.vault.azure.net/keys/cmk/{Version}";

    private readonly ArmFixture _azure = new();

    private static string Bundle(string kid = Identifier) => $$$"""
        {"key":{"kid":"{{{kid}}}","kty":"RSA","key_ops":["encrypt","decrypt"],"n":"{{{new string('A', 512)}}}","e":"AQAB"},
         "attributes":{"enabled":true,"created":1764000000,"updated":1764000060,"nbf":1764000001,"exp":1795536000,"recoveryLevel":"Recoverable"},"tags":{},"unknown":[{}]}
        """;

    private SentRequest Sent => Assert.Single(_azure.Arm.Requests);

    private static string AddressOf(string path) => $"https://kv-1.vault.azure.net/keys/cmk{path}?api-version=7.5";

    [Fact]
    public async Task A_rotation_asks_the_vault_itself_with_the_vaults_token_and_maps_all_of_the_answer()
    {
        _azure.Arm.Answer(200, Bundle());

        var version = await _azure.Keys.RotateAsync(Vault, "cmk", default);

        Assert.Equal(("POST", AddressOf("/rotate"), $"Bearer {VaultToken}", ""), (Sent.Method, Sent.Address.AbsoluteUri, Sent.Authorization, Sent.Body));
        Assert.Equal((Identifier, "RSA", 3072, true), (version.Identifier.Text, version.KeyType, version.KeySize, version.Enabled));
        Assert.Equal(
            [1764000000, 1764000060, 1764000001, 1795536000],
            new[] { version.Created, version.Updated, version.NotBefore, version.Expires }.Select(t => t!.Value.ToUnixTimeSeconds()));
        Assert.Equal(["encrypt", "decrypt"], version.Operations);
    }

    [Theory]
    [InlineData(3072, "{\"kty\":\"RSA\",\"key_size\":3072,\"key_ops\":[\"encrypt\",\"decrypt\"],\"attributes\":{\"enabled\":true}}")]
    [InlineData(null, "{\"kty\":\"RSA\",\"key_ops\":[\"encrypt\",\"decrypt\"],\"attributes\":{\"enabled\":true}}")]
    public async Task A_new_version_is_what_it_is_asked_to_be(int? size, string body)
    {
        _azure.Arm.Answer(200, Bundle());

        await _azure.Keys.CreateVersionAsync(Vault, Given.NewVersion(Vault.Name, "cmk") with { KeySize = size }, default);

        Assert.Equal(("POST", AddressOf("/create"), body), (Sent.Method, Sent.Address.AbsoluteUri, Sent.Body));
    }

    [Fact]
    public async Task A_new_version_gets_the_expiry_and_the_tags_that_are_asked_for()
    {
        _azure.Arm.Answer(200, Bundle());
        var like = Given.NewVersion(Vault.Name, "cmk") with { Expires = DateTimeOffset.FromUnixTimeSeconds(1795536000), Tags = new Dictionary<string, string> { ["owner"] = "data" } };

        await _azure.Keys.CreateVersionAsync(Vault, like, default);

        var sent = JObject.Parse(Sent.Body);
        Assert.Equal((1795536000, "data"), ((long)sent["attributes"]!["exp"]!, (string)sent["tags"]!["owner"]!));
    }

    [Theory]
    [InlineData("other", null)]
    [InlineData("cmk", "00000000000000000000000000000001")]
    public async Task An_answer_about_another_key_or_version_is_not_believed(string name, string? version)
    {
        _azure.Arm.Answer(200, Bundle().Replace($"/cmk/{Version}", $"/{name}/{version ?? Version}", StringComparison.Ordinal));

        Assert.Equal("UntrustedAnswer", (await Assert.ThrowsAnyAsync<AtlasCmkException>(() => _azure.Keys.SetEnabledAsync(KeyIdentifierReading.Parse(Identifier), true, default))).ErrorId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Enabling_and_disabling_change_that_alone(bool enabled)
    {
        _azure.Arm.Answer(200, Bundle());

        await _azure.Keys.SetEnabledAsync(KeyIdentifierReading.Parse(Identifier), enabled, default);

        Assert.Equal(("PATCH", AddressOf($"/{Version}")), (Sent.Method, Sent.Address.AbsoluteUri));
        Assert.True(JToken.DeepEquals(new JObject { ["attributes"] = new JObject { ["enabled"] = enabled } }, JObject.Parse(Sent.Body)));
    }

    [Theory]
    [InlineData("""{"lifetimeActions":[{"trigger":{"timeBeforeExpiry":"P30D"},"action":{"type":"Notify"}}]}""", false)]
    [InlineData("""{"lifetimeActions":[{"action":{"type":"Notify"}},{"trigger":{"timeAfterCreate":"P90D"},"action":{"type":"rotate"}}]}""", true)]
    [InlineData("""{"lifetimeActions":[null,{"action":null}]}""", false)]
    [InlineData("{}", false)]
    public async Task Only_a_policy_that_rotates_counts(string policy, bool rotates)
    {
        _azure.Arm.Answer(200, policy);
        Assert.Equal(rotates, await _azure.Keys.HasRotationPolicyAsync(Vault, "cmk", default));
        Assert.Equal(("GET", AddressOf("/rotationpolicy")), (Sent.Method, Sent.Address.AbsoluteUri));
    }

    private Task<KeyVersion> MakeAsync(string how) => how == "rotate"
        ? _azure.Keys.RotateAsync(Vault, "cmk", default)
        : _azure.Keys.CreateVersionAsync(Vault, Given.NewVersion(Vault.Name, "cmk"), default);

    [Theory]
    [InlineData("rotate", 500)]
    [InlineData("rotate", 503)]
    [InlineData("rotate", 408)]
    [InlineData("create", 502)]
    [InlineData("create", 504)]
    public async Task Making_a_version_is_not_repeated_when_it_may_have_been_carried_out(string how, int status)
    {
        _azure.Arm.Answer(status, Error("Odd"));
        Assert.Equal(status, (await Assert.ThrowsAsync<AzureApiException>(() => MakeAsync(how))).StatusCode);
        Assert.Single(_azure.Arm.Requests);
        Assert.Empty(_azure.Time.Waits);
    }

    [Theory]
    [InlineData("rotate")]
    [InlineData("create")]
    public async Task A_lost_answer_is_left_to_the_caller(string how)
    {
        _azure.Arm.Fail(new HttpRequestException(HttpRequestError.ResponseEnded, "gone"));
        var e = await Assert.ThrowsAsync<AtlasUnreachableException>(() => MakeAsync(how));
        Assert.Contains("kv-1.vault.azure.net", e.Message, StringComparison.Ordinal);
        Assert.Single(_azure.Arm.Requests);
    }

    [Theory]
    [InlineData("rotate")]
    [InlineData("create")]
    public async Task A_throttled_request_was_not_processed_and_is_sent_again(string how)
    {
        _azure.Arm.Answer(429, Error("Throttled"), ("Retry-After", "3")).Answer(200, Bundle());
        Assert.Equal(Identifier, (await MakeAsync(how)).Identifier.Text);
        Assert.Equal(2, _azure.Arm.Requests.Count);
        Assert.Equal([3], _azure.Time.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task A_request_that_names_its_target_state_is_repeated()
    {
        _azure.Arm.Answer(503).Fail(new HttpRequestException(HttpRequestError.ResponseEnded, "gone")).Answer(200, Bundle());
        await _azure.Keys.SetEnabledAsync(KeyIdentifierReading.Parse(Identifier), false, default);
        Assert.Equal(3, _azure.Arm.Requests.Count);
    }

    [Theory]
    [InlineData(403, "ForbiddenByRbac", "KeyRightsMissing", "Key Vault Crypto Officer")]
    [InlineData(403, "AccessDenied", "KeyRightsMissing", "access policy")]
    [InlineData(403, "ForbiddenByConnection", "VaultNotReachable", "Hybrid Worker")]
    [InlineData(403, "ForbiddenByFirewall", "VaultNotReachable", "Azure Resource Manager")]
    [InlineData(403, "KeyDisabled", "KeyDisabled", "enable it first")]
    [InlineData(403, "SomethingNew", "AzureApiError", "keys/rotate")]
    [InlineData(404, "KeyNotFound", "KeyNotFound", "version in the vault")]
    public async Task The_inner_code_says_what_is_wrong(int status, string inner, string errorId, string remedy)
    {
        _azure.Arm.Answer(status, $$"""{"error":{"code":"Forbidden","message":"Azure's own words.","innererror":{"code":"{{inner}}"} } }""");

        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Keys.RotateAsync(Vault, "cmk", default));

        Assert.Equal((errorId, status, inner), (e.ErrorId, e.StatusCode, e.InnerErrorCode));
        Assert.Contains(remedy, e.Remedy, StringComparison.Ordinal);
        Assert.Equal($"Azure refused to rotate the key cmk in key vault kv-1 ({status} Forbidden, {inner}; POST /keys/cmk/rotate). Azure's own words.", e.Message);
    }

    [Theory]
    [InlineData("https://kv-2.vault.azure.net/keys/cmk/" + Version, "UntrustedAnswer")]
    [InlineData("https://kv-1.vault.azure.cn/keys/cmk/" + Version, "UntrustedAnswer")]
    [InlineData("https://kv-1.vault.azure.net/keys/cmk", "UnreadableAnswer")]
    [InlineData("", "UnreadableAnswer")]
    public async Task An_answer_about_another_vault_or_about_nothing_is_refused(string kid, string errorId)
    {
        _azure.Arm.Answer(200, Bundle(kid));
        Assert.Equal(errorId, (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Keys.RotateAsync(Vault, "cmk", default))).ErrorId);
    }

    [Theory]
    [InlineData("kv-1", "..")]
    [InlineData("kv-1", "a/../../secrets")]
    [InlineData("evil.example/", "cmk")]
    [InlineData("user@evil", "cmk")]
    [InlineData("", "cmk")]
    public async Task No_name_leads_elsewhere(string vault, string key)
    {
        _azure.Arm.Answer(200, Bundle());
        Assert.Equal("NotAnAzureResource", (await Assert.ThrowsAsync<AtlasCmkException>(() => _azure.Keys.RotateAsync(Vault with { Name = vault }, key, default))).ErrorId);
        Assert.Empty(_azure.Arm.Requests);
    }

    [Fact]
    public async Task A_vault_of_another_cloud_gets_no_token()
    {
        var e = await Assert.ThrowsAsync<AtlasCmkException>(() => _azure.Keys.RotateAsync(Vault with { Cloud = AzureCloud.China }, "cmk", default));
        Assert.Equal("VaultInAnotherCloud", e.ErrorId);
        Assert.Empty(_azure.Arm.Requests);
    }

    [Theory]
    [InlineData("https://vault.azure.net/")]
    [InlineData("https://kv-1.vault.azure.net.evil.example/")]
    [InlineData("https://kv-1.vault.azure.cn/")]
    [InlineData("https://management.azure.com/")]
    [InlineData("http://kv-1.vault.azure.net/")]
    [InlineData("https://kv-1.vault.azure.net:8443/")]
    public async Task The_guard_allows_the_vault_token_for_vaults_only(string address)
    {
        var credential = new ScriptedCredential("t");
        var pipeline = AzurePipeline.ForVaults(Options(new(AzureAuthentication.AccessToken), TimeProvider.System), Over(_azure.Arm), credential);
        using var message = pipeline.CreateMessage();
        message.Request.Uri.Reset(new(address));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await pipeline.SendAsync(message, default));

        Assert.Equal(0, credential.Asked);
        Assert.Empty(_azure.Arm.Requests);
    }
}
