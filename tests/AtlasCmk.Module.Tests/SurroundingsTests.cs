using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The environment of a machine: credentials for Atlas, an identity, modules that can be imported.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class SurroundingsTests : IDisposable
{
    private readonly EnvironmentVariables _environment = new();
    private readonly Shell _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _environment.Dispose();
    }

    private void SetAtlas(SandboxWorld sandbox)
    {
        _environment["MONGODB_ATLAS_PROJECT_ID"] = sandbox.ProjectId;
        _environment["MONGODB_ATLAS_BASE_URL"] = sandbox.AtlasUri.AbsoluteUri;
    }

    [Fact]
    public void Either_kind_of_credentials_is_taken_from_the_environment()
    {
        using var sandbox = SandboxWorld.Start();
        SetAtlas(sandbox);
        _environment["MONGODB_ATLAS_PUBLIC_API_KEY"] = sandbox["publicKey"];
        _environment["MONGODB_ATLAS_PRIVATE_API_KEY"] = sandbox["privateKey"];
        var withKey = _shell.Run("Connect-Atlas -FromEnvironment");
        Assert.Equal([sandbox["publicKey"]], withKey.Succeeded("PublicKey"));
        Assert.Equal([sandbox.ProjectId], withKey.Succeeded("ProjectId"));

        _environment["MONGODB_ATLAS_CLIENT_ID"] = sandbox["clientId"];
        _environment["MONGODB_ATLAS_CLIENT_SECRET"] = sandbox["clientSecret"];
        Assert.StartsWith("EnvironmentIncomplete,", _shell.Refuse("Connect-Atlas -FromEnvironment").FullyQualifiedErrorId, StringComparison.Ordinal);

        _environment["MONGODB_ATLAS_PUBLIC_API_KEY"] = _environment["MONGODB_ATLAS_PRIVATE_API_KEY"] = null;
        Assert.Equal([sandbox["clientId"]], _shell.Run("New-AtlasSession -FromEnvironment").Succeeded("ClientId"));
    }

    /// <summary>The identity found by Connect-Atlas applies everywhere. A runspace without Az must not use another identity.</summary>
    [Fact]
    public void A_session_of_the_Az_context_does_not_change_identity_in_a_runspace_without_Az()
    {
        using var sandbox = SandboxWorld.AtStage("active", "--azure-sign-in", "ManagedIdentity");
        _environment["IDENTITY_ENDPOINT"] = sandbox["identityEndpoint"];
        _environment["IDENTITY_HEADER"] = sandbox["identityHeader"];
        _shell.Set("manifest", Repository.Manifest);
        AzStub.SignIn(_shell, sandbox);
        RealMode.SetAtlas(_shell, sandbox);
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
        Assert.Equal("AzContext", Assert.Single(_shell.Run("$s = Connect-Atlas @atlas; $s").Succeeded("AzureAuthentication"))!.ToString());

        var elsewhere = _shell.Run("1 | ForEach-Object -Parallel { Import-Module $using:manifest; Get-AtlasAkvPrivateEndpointConnection -Session $using:s }");

        var error = Assert.Single(elsewhere.Errors);
        Assert.StartsWith("AzureSignInFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Az context: Az.Accounts is not imported", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.Requests(), r => r.Face == "identity");
    }

    /// <summary>A managed identity of the user's own machine is not the one that a Sandbox file means.</summary>
    [Theory]
    [InlineData("IDENTITY_ENDPOINT", "http://127.0.0.1:9/identity")]
    [InlineData("IDENTITY_HEADER", "of-the-users-own-machine")]
    [InlineData("IDENTITY_HEADER", null)]
    public void A_Sandbox_file_does_not_reach_the_identity_of_this_machine(string variable, string? value)
    {
        using var sandbox = SandboxWorld.AtStage("active", "--azure-sign-in", "ManagedIdentity");
        _environment["IDENTITY_ENDPOINT"] = sandbox["identityEndpoint"];
        _environment["IDENTITY_HEADER"] = sandbox["identityHeader"];
        _environment[variable] = value;
        _shell.Set("file", sandbox.File);

        var error = _shell.Refuse("Connect-Atlas -Sandbox $file");

        Assert.StartsWith("SandboxFileUnusable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(variable, error.DisplayText(), StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-users-own-machine", error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(sandbox.Requests());
    }

    [Fact]
    public void An_Az_context_that_the_environment_excludes_is_not_read()
    {
        _environment["AZURE_TOKEN_CREDENTIALS"] = "prod";
        _shell.Set("signedIn", true);
        // A cloud that Atlas does not know would be an error.
        _shell.Run(AzStub.Import(AzStub.SecureAlways, "AzureStack")).Succeeded();

        var session = Assert.Single(_shell.Run("Connect-Atlas -AzureOnly").Succeeded());

        Assert.Equal("Default", session.Properties["AzureAuthentication"].Value.ToString());
        Assert.Null(session.Properties["AzureTenantId"].Value);
    }

    [Fact]
    public void Az_that_could_be_imported_is_not()
    {
        using var modules = new TemporaryFolder();
        modules.Write("Az.Accounts/Az.Accounts.psm1", "$global:imported = $true; function Get-AzContext { }; function Get-AzAccessToken { }");
        _environment["PSModulePath"] = modules.Root;

        Assert.StartsWith("AzContextMissing,", _shell.Refuse("Connect-Atlas -AzureOnly -AzureAuthentication AzContext").FullyQualifiedErrorId, StringComparison.Ordinal);
        _shell.Run("$null = Connect-Atlas -AzureOnly").Succeeded();
        Assert.Null(_shell.Run(", $imported").Succeeded().Single());
        // It could have been.
        Assert.Equal([true], _shell.Run("Get-AzContext; $imported").Succeeded().Select(o => o.BaseObject));
    }

    [Fact]
    public void If_nothing_is_available_each_method_gives_its_reason()
    {
        using var sandbox = SandboxWorld.AtStage("active");
        foreach (var name in (string[])["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE", "IDENTITY_ENDPOINT", "MSI_ENDPOINT", "PATH"])
        {
            _environment[name] = null;
        }

        _environment["AZURE_TOKEN_CREDENTIALS"] = "dev";
        RealMode.SetAtlas(_shell, sandbox);
        _shell.Run("$null = Connect-Atlas @atlas").Succeeded();

        var error = Assert.Single(_shell.Run("Get-AtlasAkvPrivateEndpointConnection").Errors);

        Assert.StartsWith("AzureSignInFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Az context: Az.Accounts is not imported", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Azure CLI: ", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The Atlas CLI's own name: a key for another host must not go to cloud.mongodb.com.</summary>
    [Fact]
    public void The_address_and_the_token_of_the_Atlas_CLI_are_taken_from_the_environment()
    {
        using var sandbox = SandboxWorld.Start();
        SetAtlas(sandbox);
        _environment["MONGODB_ATLAS_BASE_URL"] = null;
        _environment["MONGODB_ATLAS_OPS_MANAGER_URL"] = sandbox.AtlasUri.AbsoluteUri;
        _environment["MONGODB_ATLAS_PUBLIC_API_KEY"] = sandbox["publicKey"];
        _environment["MONGODB_ATLAS_PRIVATE_API_KEY"] = sandbox["privateKey"];
        Assert.Equal([sandbox.AtlasUri], _shell.Run("Connect-Atlas -FromEnvironment").Succeeded("AtlasUri"));

        _environment["MONGODB_ATLAS_PUBLIC_API_KEY"] = _environment["MONGODB_ATLAS_PRIVATE_API_KEY"] = null;
        _shell.Set("account", Credential.Of(sandbox["clientId"], sandbox["clientSecret"]));
        _shell.Set("uri", sandbox.AtlasUri);
        _shell.Run("$null = Connect-Atlas -ServiceAccount $account -AtlasUri $uri").Succeeded();
        var token = Assert.Single(sandbox.Issued());
        _environment["MONGODB_ATLAS_ACCESS_TOKEN"] = token;
        _shell.Set("token", Credential.Typed(token));

        Assert.Equal([sandbox.ProjectId], _shell.Run("New-AtlasSession -FromEnvironment | Get-AtlasEncryptionAtRest").Succeeded("ProjectId"));
        var session = Assert.Single(_shell.Run("$given = New-AtlasSession -AtlasAccessToken $token -AtlasUri $uri -ProjectId $env:MONGODB_ATLAS_PROJECT_ID; $given").Succeeded());
        Assert.Null(session.Properties["PublicKey"].Value ?? session.Properties["ClientId"].Value);
        Assert.StartsWith("access token at ", session.ToString(), StringComparison.Ordinal);

        // Only who fetched the token revokes it, and this session says that it is at its end.
        _shell.Run("Disconnect-Atlas -Session (New-AtlasSession -FromEnvironment); Get-AtlasEncryptionAtRest -Session $given").Succeeded();
        var run = _shell.Run("$VerbosePreference = $DebugPreference = 'Continue'; Disconnect-Atlas; Get-AtlasEncryptionAtRest -Session $given");
        Assert.StartsWith("AtlasTokenRefused,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Verbose.Concat(run.Debug).Append($"{run.Errors[0].DisplayText()}{run.Errors[0].Exception}"), l => l.Contains(token, StringComparison.Ordinal));
    }
}
