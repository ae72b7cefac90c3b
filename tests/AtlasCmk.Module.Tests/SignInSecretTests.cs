using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>No output shows a secret or token, whatever the sign-in method and however it fails.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class SignInSecretTests : IDisposable
{
    private const string WrongSecret = "mdb_sa_sk_0b5e7c1a:7d55-4c0e";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("active", "--proxy", "--service-account", "--azure-sign-in", "ManagedIdentity");
    private readonly EnvironmentVariables _environment = new();
    private readonly Shell _shell = new();
    private readonly SecretSearch _search = new();

    public SignInSecretTests()
    {
        _environment["AZURE_CLIENT_ID"] = _environment["AZURE_TENANT_ID"] = _environment["AZURE_CLIENT_SECRET"] = _environment["AZURE_TOKEN_CREDENTIALS"] = null;
        _environment["IDENTITY_ENDPOINT"] = _sandbox["identityEndpoint"];
        _environment["IDENTITY_HEADER"] = _sandbox["identityHeader"];
        _shell.Set("identityFile", _sandbox.File);
        _environment["MONGODB_ATLAS_CLIENT_ID"] = _sandbox["clientId"];
        _environment["MONGODB_ATLAS_CLIENT_SECRET"] = _sandbox["clientSecret"];
        _environment["MONGODB_ATLAS_BASE_URL"] = _sandbox.AtlasUri.AbsoluteUri;
        _shell.Set("file", _sandbox.FileWith(("azureAuthentication", null)));
        _shell.Set("project", _sandbox.ProjectId);
        _shell.Set("uri", _sandbox.AtlasUri);
        _shell.Set("account", Credential.Of(_sandbox["clientId"], _sandbox["clientSecret"]));
        _shell.Set("wrong", Credential.Of(_sandbox["clientId"], WrongSecret));
        _shell.Set("proxy", new Uri(_sandbox["proxy"]));
        _shell.Set("proxyWithPassword", new Uri("http://user:mdb_sa_sk_0b5e7c1a@127.0.0.1:1/"));
        _shell.Set("proxyUser", Credential.Of(_sandbox["proxyUser"], _sandbox["proxyPassword"]));
        _shell.Set("wrongUser", Credential.Of(_sandbox["proxyUser"], WrongSecret));
        AzStub.SignIn(_shell, _sandbox);
        _shell.Run("$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'").Succeeded();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _environment.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public void No_secret_is_shown_with_any_sign_in_method()
    {
        Show("Connect-Atlas -ServiceAccount $account -AtlasUri $uri; Get-AtlasProject; Get-AtlasSession -All; Disconnect-Atlas");
        Show("Connect-Atlas -FromEnvironment; Get-AtlasProject; $ended = Get-AtlasSession; Disconnect-Atlas; $ended");
        Show("Connect-Atlas -Sandbox $file -Proxy $proxy -ProxyCredential $proxyUser; Get-AtlasAkvPrivateEndpointConnection; Disconnect-Atlas");
        // The only test that signs in by the machine's own identity: Azure.Identity keeps its token for the whole process,
        // and another Sandbox refuses that token.
        var shown = Show("Connect-Atlas -Sandbox $identityFile; Get-AtlasAkvPrivateEndpointConnection; Disconnect-Atlas");
        Assert.Equal(3, shown.Skip(1).Count());
        AssertClean("/api/oauth/token → 200", "/api/oauth/revoke → 200", "Signed in to Azure by: managed identity.");
        Assert.Contains(_sandbox.Requests(), r => r is { Face: "identity", Status: 200 });
    }

    [Fact]
    public void No_secret_is_shown_when_signing_in_goes_wrong()
    {
        Fail("Connect-Atlas -ServiceAccount $wrong -AtlasUri $uri");
        Fail("Connect-Atlas -Sandbox $file -Proxy $proxy -ProxyCredential $wrongUser");
        Fail("Connect-Atlas -Sandbox $file -Proxy $proxyWithPassword");
        foreach (var fault in (object[])
            [
                new { path = "/api/oauth/token", times = 9, status = 500 },
                new { path = "/api/oauth/token", times = 9, loseAnswer = true },
                new { path = "/api/oauth/token", times = 9, truncate = true },
                new { path = "/api/oauth/token", times = 9, status = 403, body = "{\"error\":\"access_denied\"}" },
                new { path = "/api/oauth/token", times = 9, status = 302, body = "", headers = new Dictionary<string, string> { ["Location"] = "https://evil.example.com/" } },
                new { path = "/api/atlas/v2/groups", times = 9, status = 401, body = "" },
            ])
        {
            _sandbox.Fault(fault);
            Fail("Connect-Atlas -ServiceAccount $account -AtlasUri $uri");
            _sandbox.ForgetFaults();
        }

        _shell.Run("$VerbosePreference = $DebugPreference = 'SilentlyContinue'; " + AzStub.Import(AzStub.SecureIfAsked)).Succeeded();
        _shell.Run("$null = Connect-Atlas -ServiceAccount $account -AtlasUri $uri -ProjectId $project -AzureAuthentication AzContext; $VerbosePreference "
            + "= $DebugPreference = 'Continue'; $global:azTrouble = 'Az says no.'").Succeeded();
        Fail("Get-AtlasAkvPrivateEndpointConnection");
        _sandbox.Fault(new { path = "/api/oauth/revoke", status = 500 });
        Show("Disconnect-Atlas");
        AssertClean("invalid_client", "could not be revoked", "evil.example.com", "Az says no.");
    }

    private IReadOnlyList<PSObject> Show(string script)
    {
        var run = _shell.Run(script);
        _search.Read(run);
        return run.Succeeded();
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
        var proofs = _sandbox.Exchanges().Select(e => e.RequestHeaders.GetValueOrDefault("Authorization")).OfType<string>().Select(a => a.Split(' ', 2)[1]).Distinct().ToList();
        Assert.Contains(proofs, p => !p.Contains('.', StringComparison.Ordinal));
        Assert.Contains(proofs, p => p.Contains('.', StringComparison.Ordinal));
        Assert.Empty(_search.Find([.. _sandbox.Secrets, .. _sandbox.Issued(), _sandbox["identityHeader"], _sandbox["proxyPassword"], WrongSecret, "mdb_sa_sk_0b5e7c1a", .. proofs]));
    }
}
