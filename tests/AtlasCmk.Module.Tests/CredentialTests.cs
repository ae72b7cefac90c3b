using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A key or secret that cannot be right is named before any request, and never shown.</summary>
public sealed class CredentialTests : IDisposable
{
    private const string AccountId = "mdb_sa_id_66c9e8f1dd6c9960802420e9";
    private const string AccountSecret = "mdb_sa_sk_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";
    private const string PublicKey = "abcdwxyz";
    private const string PrivateKey = "3f1c2b7a-5d7e-4c6b-9f00-0a1b2c3d4e5f";
    private const string Application = "11111111-2222-3333-4444-555555555555";

    private readonly SandboxWorld _sandbox;
    private readonly Shell _shell = new();

    public CredentialTests()
    {
        _sandbox = SandboxWorld.AtStage("encrypted");
        _sandbox.ForgetRequests();
        _shell.Set("uri", _sandbox.AtlasUri);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    public static TheoryData<string, string, string, string[]> Wrong => new()
    {
        { "Credential", AccountId, AccountSecret, ["service account", "-ServiceAccount"] },
        { "Credential", PublicKey, AccountSecret, ["service account"] },
        { "ServiceAccount", PublicKey, PrivateKey, ["API key", "-Credential"] },
        { "ServiceAccount", AccountId, PrivateKey, ["private key"] },
        { "Credential", PrivateKey, PublicKey, ["swapped"] },
        { "ServiceAccount", AccountSecret, AccountId, ["swapped"] },
        { "Credential", PublicKey + " ", PrivateKey, ["public key", "SPACE (U+0020)", "at its end"] },
        { "Credential", PublicKey, "\u200b" + PrivateKey, ["private key", "ZERO WIDTH SPACE (U+200B)", "at its beginning"] },
        { "Credential", PublicKey, PrivateKey + "\r\n", ["private key", "CARRIAGE RETURN (U+000D)", "character 37"] },
        { "ServiceAccount", "mdb_sa_id_66c9\u00a0e8f1", AccountSecret, ["client ID", "NO-BREAK SPACE (U+00A0)", "character 15"] },
        { "ServiceAccount", AccountId, AccountSecret + "\n", ["client secret", "LINE FEED (U+000A)", "at its end"] },
        { "Credential", PublicKey, $"\"{PrivateKey}\"", ["private key", "the password of -Credential", "QUOTATION MARK (U+0022)", "at its beginning"] },
        { "Credential", PublicKey, $"'{PrivateKey}'", ["private key", "APOSTROPHE (U+0027)"] },
        { "Credential", PublicKey, PrivateKey + "'", ["private key", "APOSTROPHE (U+0027)", "at its end"] },
        { "Credential", $"'{PublicKey}'", PrivateKey, ["public key", "APOSTROPHE (U+0027)"] },
        { "Credential", PublicKey, $"`{PrivateKey}`", ["private key", "GRAVE ACCENT (U+0060)"] },
        { "ServiceAccount", AccountId, $"\"{AccountSecret}\"", ["client secret", "the password of -ServiceAccount", "QUOTATION MARK (U+0022)"] },
        { "ServiceAccount", $"'{AccountId}'", AccountSecret, ["client ID", "APOSTROPHE (U+0027)"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_credential_that_cannot_be_right_is_named_before_any_request(string parameter, string id, string secret, string[] said)
    {
        _shell.Set("given", Credential.Of(id, secret));

        var error = _shell.Refuse($"Connect-Atlas -{parameter} $given -AtlasUri $uri");

        Assert.StartsWith("SessionSettingsInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(said, s => Assert.Contains(s, error.DisplayText(), StringComparison.Ordinal));
        Assert.All([PrivateKey, AccountSecret], s => Assert.DoesNotContain(s, $"{error.DisplayText()}{error.Exception}{error.TargetObject}", StringComparison.Ordinal));
        Assert.Empty(_sandbox.Requests());
    }

    [Theory]
    [InlineData("Set-AtlasEncryptionAtRest -AzureCredential $given", "azure~secret\n", "LINE FEED (U+000A) at its end")]
    [InlineData("Test-AtlasCmkPrerequisite -AzureCredential $given", "azure~secret\n", "LINE FEED (U+000A) at its end")]
    [InlineData("Connect-Atlas -AzureOnly -AzureCredential $given -AzureTenantId $tenant", "azure~secret\n", "LINE FEED (U+000A) at its end")]
    [InlineData("Set-AtlasEncryptionAtRest -AzureCredential $given", "\"azure~secret\"", "QUOTATION MARK (U+0022) at its beginning")]
    [InlineData("Connect-Atlas -AzureOnly -AzureCredential $given -AzureTenantId $tenant", "'azure~secret'", "APOSTROPHE (U+0027) at its beginning")]
    public void The_secret_of_an_Azure_application_is_checked_too(string script, string secret, string character)
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        shell.Set("given", Credential.Of(Application, secret));
        shell.Set("tenant", Application);
        _sandbox.ForgetRequests();

        var error = shell.Refuse(script);

        Assert.Contains("client secret", error.DisplayText(), StringComparison.Ordinal);
        Assert.Contains(character, error.DisplayText(), StringComparison.Ordinal);
        Assert.DoesNotContain("azure~secret", $"{error.DisplayText()}{error.Exception}", StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
    }

    [Theory]
    [InlineData("api/atlas/v2")]
    [InlineData("api/atlas/v2/")]
    [InlineData("api/atlas/v1.0/")]
    [InlineData("API/atlas/V2//")]
    public void An_address_with_the_path_of_the_API_is_understood(string path)
    {
        _shell.Set("key", Credential.Of(_sandbox["publicKey"], _sandbox["privateKey"]));

        Assert.Equal([_sandbox.AtlasUri], _shell.Run($"Connect-Atlas -Credential $key -AtlasUri \"${{uri}}{path}\"").Succeeded("AtlasUri"));
    }

    [Fact]
    public void An_address_with_another_path_is_refused_with_the_right_form()
    {
        _shell.Set("key", Credential.Of(_sandbox["publicKey"], _sandbox["privateKey"]));

        var error = _shell.Refuse("Connect-Atlas -Credential $key -AtlasUri \"${uri}v2/66c9e8f1dd6c9960802420e9\"");

        Assert.StartsWith("SessionSettingsInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("/v2/66c9e8f1dd6c9960802420e9", error.DisplayText(), StringComparison.Ordinal);
        Assert.Contains(_sandbox.AtlasUri.AbsoluteUri, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
    }

    /// <summary>A wrong secret is one failure, however many projects it is for.</summary>
    [Fact]
    public void A_client_secret_is_tried_once_for_all_projects()
    {
        using var sandbox = SandboxWorld.Start("--projects", "20");
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Set("right", Credential.Of(sandbox["azureClientId"], sandbox["azureClientSecret"]));
        shell.Set("wrong", Credential.Of(sandbox["azureClientId"], "not-a-secret-of-this-application"));
        shell.Run($"$projects = Get-AtlasProject; $null = $projects | Set-AtlasEncryptionAtRest -KeyIdentifier {sandbox["keyIdentifier"]} -ResourceGroupName "
            + $"{sandbox["resourceGroup"]} -SubscriptionId {sandbox["subscriptionId"]} -TenantId {sandbox["tenantId"]} -AzureCredential $right").Succeeded();
        sandbox.ForgetRequests();

        var run = shell.Run("$projects | Set-AtlasEncryptionAtRest -AzureCredential $wrong -WhatIf");

        Assert.StartsWith("ClientSecretRefused,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.InRange(run.Warnings.Count, 0, 1);
        Assert.Single(sandbox.Requests(), r => r.Face == "login" && r.Method == "POST");
        Assert.DoesNotContain(sandbox.Mutations(), r => r.Face != "login");
    }

    [Theory]
    [InlineData("Test-AtlasCmkPrerequisite -SubscriptionId '/subscriptions/{0}/'")]
    [InlineData("Test-AtlasCmkPrerequisite -SubscriptionId ' {0} '")]
    public void A_subscription_is_understood_as_Azure_shows_it(string script)
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        shell.Run(string.Format(null, script, _sandbox["subscriptionId"])).Succeeded();
    }

    [Theory]
    [InlineData("Test-AtlasCmkPrerequisite -SubscriptionId my-subscription", "my-subscription", "/subscriptions/")]
    [InlineData("Test-AtlasCmkPrerequisite -TenantId contoso.example.com", "contoso.example.com", "UUID")]
    [InlineData("Approve-AzPrivateEndpointConnection -ResourceId https://example.com/#/resource/subscriptions/x", "example.com", "/subscriptions/")]
    public void An_invalid_Azure_ID_is_refused_with_our_message(string script, string value, string form)
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        _sandbox.ForgetRequests();

        var error = shell.Refuse(script);

        Assert.Contains(value, error.DisplayText(), StringComparison.Ordinal);
        Assert.Contains(form, error.DisplayText(), StringComparison.Ordinal);
        Assert.DoesNotContain("System.Guid", error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
    }
}
