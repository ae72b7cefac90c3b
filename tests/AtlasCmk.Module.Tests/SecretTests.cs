using System.Text.RegularExpressions;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>No output shows a secret, whatever a user asks to see and whatever goes wrong.</summary>
public sealed partial class SecretTests : IDisposable
{
    private const string WrongKey = "0b5e7c1a-7d55-4c0e-9c11-5d1f6a2b3c4d";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled");
    private readonly Shell _shell = new();
    private readonly SecretSearch _search = new();
    private readonly TemporaryFolder _folder = new();
    private readonly string _newSecret;

    public SecretTests()
    {
        _newSecret = (string)_sandbox.World("addAzureSecret")["clientSecret"]!;
        _shell.Set("Sandbox", _sandbox.File);
        _shell.Set("application", Credential.Of(_sandbox["azureClientId"], _newSecret));
        _shell.Set("wrongApplication", Credential.Of(_sandbox["azureClientId"], WrongKey));
        _shell.Set("plain", _newSecret);
        _shell.Set("project", _sandbox.ProjectId);
        _shell.Set("record", _folder["record.json"]);
        _shell.Set("tenant", _sandbox["tenantId"]);
        _shell.Set("principal", AtlasPrincipal.In(_sandbox));
        _shell.Set("key", Credential.Of(_sandbox["publicKey"], _sandbox["privateKey"]));
        _shell.Set("wrongKey", Credential.Of(_sandbox["publicKey"], WrongKey));
        _shell.Set("AtlasUri", new Uri($"http://127.0.0.1:{_sandbox.Number("httpPort")}/"));
        _shell.Set("token", Credential.Of("token", _sandbox["azureAccessToken"]).Password);
        _shell.Run("$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'").Succeeded();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void No_secret_is_shown_while_all_goes_well()
    {
        foreach (var step in (string[])
            [
                "Connect-Atlas -Sandbox $Sandbox",
                "Connect-Atlas -Credential $key -AtlasUri $AtlasUri -AzureAccessToken $token -KeyVaultAccessToken $token; Get-AtlasProject",
                "Connect-Atlas -Sandbox $Sandbox; Get-AtlasSession -All",
                "Set-AtlasEncryptionAtRest -AzureCredential $application",
                "Invoke-AtlasRequest /groups/$project/encryptionAtRest -Method PATCH -Body @{ azureKeyVault = @{ secret = $plain } } | ForEach-Object azureKeyVault",
                "Register-AtlasAzureServicePrincipal -TenantId $tenant -ServicePrincipalId $principal; Get-AtlasAzureServicePrincipal; Set-AtlasEncryptionAtRest -MigrateToRole",
                "Get-AtlasAkvKey; Invoke-AtlasKeyRotation -NewVersion",
                "Set-AtlasEncryptionAtRest -RequirePrivateNetworking",
                "New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint",
                "Get-AtlasAkvPrivateEndpointConnection",
                "Test-AtlasCmkPrerequisite -AzureCredential $application -IncludeSearchNodes -Diagnose",
                "Get-AtlasClusterEncryption; Enable-AtlasClusterEncryption -ClusterName orders -Wait",
                "Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath $record -Wait -Force -Confirm:$false; Grant-AtlasKeyAccess $record -Wait -Confirm:$false",
                "Disable-AtlasClusterEncryption -ClusterName orders -Wait -Confirm:$false",
                "Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait -Confirm:$false",
                "Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false; Disable-AtlasEncryptionAtRest -Confirm:$false",
                "Disconnect-Atlas",
            ])
        {
            var run = _shell.Run(step);
            run.Succeeded();
            _search.Read(run);
        }

        Assert.Contains(_sandbox.Exchanges(), e => e.RequestBody.Contains(_newSecret, StringComparison.Ordinal));
        AssertClean("PATCH", "requirePrivateNetworking", _sandbox["azureClientId"], _sandbox["publicKey"]);
    }

    [Fact]
    public void No_secret_is_shown_when_something_goes_wrong()
    {
        Fail("Connect-Atlas -Credential $wrongKey -AtlasUri $AtlasUri");
        _shell.Set("bySecret", _sandbox.FileWith(("azureAccessToken", null)));
        _shell.Set("wrongAzure", _sandbox.FileWith(("azureAccessToken", null), ("azureClientSecret", WrongKey)));
        _shell.Run("Connect-Atlas -Sandbox $wrongAzure").Succeeded();
        Fail("Get-AtlasAkvPrivateEndpointConnection");
        _shell.Run("Connect-Atlas -Sandbox $Sandbox").Succeeded();
        Fail("Set-AtlasEncryptionAtRest -AzureCredential $application -KeyIdentifier https://example.com/");
        Fail("Set-AtlasEncryptionAtRest -AzureCredential $wrongApplication");
        Fail("Invoke-AtlasRequest /groups/$project/encryptionAtRest -Method PATCH -Body @{ azureKeyVault = @{ secret = $wrongApplication } }");
        Fail("Invoke-AtlasRequest /groups/$project/encryptionAtRest -Method PATCH -Body @{ azureKeyVault = @{ secret = $plain; keyIdentifier = 'x' } }");
        foreach (var fault in (object[])
            [
                new { times = 9, status = 401, body = "" },
                new { method = "PATCH", status = 500 },
                new { method = "PATCH", times = 9, loseAnswer = true },
                new { times = 9, status = 200, body = "<html>" },
                new { times = 9, status = 302, body = "", headers = new Dictionary<string, string> { ["Location"] = "https://evil.example.com/" } },
                // A server that repeats what it was given: in the text, and as JSON has to spell it.
                new { method = "PATCH", status = 400, body = new { error = 400, errorCode = "ECHO", detail = $"The secret {_newSecret} of \"{_newSecret}\" is wrong.",
                    reason = "Bad Request", parameters = new[] { _newSecret } } },
                new { method = "PATCH", status = 400, body = new { error = 400, errorCode = "INVALID_AZURE_CREDENTIALS", detail = "The credentials are invalid.",
                    reason = "Bad Request", parameters = new[] { "secret" } } },
            ])
        {
            _sandbox.Fault(fault);
            Fail("Set-AtlasEncryptionAtRest -AzureCredential $application");
            _sandbox.ForgetFaults();
        }

        _sandbox.World("setVault", new { publicNetworkAccess = "Disabled" });
        Fail("Invoke-AtlasKeyRotation -NewVersion");
        Fail("Invoke-AtlasKeyRotation -KeyIdentifier https://kv-atlas.vault.azure.net/keys/atlas-cmk/d2a925a38513692704972fcea2d5a73b");
        _sandbox.World("expireAzureSecret");
        _shell.Run("Connect-Atlas -Sandbox $bySecret").Succeeded();
        Fail("Get-AtlasAkvPrivateEndpointConnection");
        Fail("Disconnect-Atlas; Get-AtlasEncryptionAtRest");

        AssertClean("ECHO", "The secret … of", "INVALID_AZURE_CREDENTIALS", "evil.example.com", "AADSTS7000222");
    }

    private void Fail(string script)
    {
        var run = _shell.Run(script);
        Assert.NotEmpty(run.Errors);
        _search.Read(run);
    }

    private void AssertClean(params string[] shown)
    {
        _search.Read(_shell.Run("$VerbosePreference = $DebugPreference = 'SilentlyContinue'; $Error"));
        Assert.All(shown, s => Assert.Contains(s, _search.All, StringComparison.Ordinal));
        Assert.Empty(_search.Find([.. _sandbox.Secrets, .. _sandbox.Issued(), _newSecret, WrongKey, .. OnTheWire()]));
    }

    /// <summary>What authenticated a request: bearer tokens, and the proofs of digest.</summary>
    private IEnumerable<string> OnTheWire()
    {
        var proofs = _sandbox.Exchanges()
            .Where(e => e.RequestHeaders.ContainsKey("Authorization"))
            .Select(e => Proof().Match(e.RequestHeaders["Authorization"]).Groups["proof"].Value)
            .Distinct()
            .ToList();
        Assert.DoesNotContain("", proofs);
        Assert.NotEmpty(proofs);
        return proofs;
    }

    [GeneratedRegex("^Bearer (?<proof>.+)$|response=\"(?<proof>[0-9a-f]+)\"")]
    private static partial Regex Proof();
}
