using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>What a machine offers by its variables: credentials of Atlas, an identity, modules that could be imported.</summary>
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

    private void SetAtlas(SandboxProcess sandbox)
    {
        _environment["MONGODB_ATLAS_PROJECT_ID"] = sandbox.ProjectId;
        _environment["MONGODB_ATLAS_BASE_URL"] = sandbox.AtlasUri.AbsoluteUri;
    }

    [Fact]
    public void Either_kind_of_credentials_is_taken_from_the_environment()
    {
        using var sandbox = SandboxProcess.Start();
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

    [Fact]
    public void A_managed_identity_signs_in_to_Azure()
    {
        using var sandbox = SandboxProcess.AtStage("active", "--azure-sign-in", "ManagedIdentity");
        _environment["IDENTITY_ENDPOINT"] = sandbox["identityEndpoint"];
        _environment["IDENTITY_HEADER"] = sandbox["identityHeader"];
        _shell.Set("file", sandbox.File);

        var run = _shell.Run("$VerbosePreference = 'Continue'; $null = Connect-Atlas -Sandbox $file; Get-AtlasAkvPrivateEndpointConnection");

        Assert.Equal(3, run.Succeeded().Count);
        Assert.Contains("Signed in to Azure by: managed identity.", run.Verbose);
        Assert.Contains(sandbox.Requests(), r => r is { Face: "identity", Status: 200 });
    }

    /// <summary>Who was found at Connect-Atlas is meant everywhere: a runspace without Az is not a reason to act as somebody else.</summary>
    [Fact]
    public void A_session_of_the_Az_context_is_nobody_else_in_a_runspace_without_Az()
    {
        using var sandbox = SandboxProcess.AtStage("active", "--azure-sign-in", "Default");
        _environment["IDENTITY_ENDPOINT"] = sandbox["identityEndpoint"];
        _environment["IDENTITY_HEADER"] = sandbox["identityHeader"];
        _shell.Set("file", sandbox.File);
        _shell.Set("manifest", Repository.Manifest);
        AzStub.SignIn(_shell, sandbox);
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
        Assert.Equal("AzContext", Assert.Single(_shell.Run("$s = Connect-Atlas -Sandbox $file; $s").Succeeded("AzureAuthentication"))!.ToString());

        var elsewhere = _shell.Run("1 | ForEach-Object -Parallel { Import-Module $using:manifest; Get-AtlasAkvPrivateEndpointConnection -Session $using:s }");

        var error = Assert.Single(elsewhere.Errors);
        Assert.StartsWith("AzureSignInFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Az context: Az.Accounts is not imported", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.Requests(), r => r.Face == "identity");

        var here = _shell.Run("$VerbosePreference = 'Continue'; Get-AtlasAkvPrivateEndpointConnection");
        Assert.Equal(3, here.Succeeded().Count);
        Assert.Contains("Signed in to Azure by: Az context.", here.Verbose);
        Assert.DoesNotContain(sandbox.Requests(), r => r.Face == "identity");
    }

    [Fact]
    public void A_context_that_the_environment_excludes_is_not_looked_at()
    {
        using var sandbox = SandboxProcess.AtStage("active");
        _environment["AZURE_TOKEN_CREDENTIALS"] = "prod";
        _shell.Set("file", sandbox.FileWith(("azureAuthentication", "Default")));
        AzStub.SignIn(_shell, sandbox);
        // A cloud that Atlas does not know would be an error.
        _shell.Run(AzStub.Import(AzStub.SecureAlways, "AzureStack")).Succeeded();

        var session = Assert.Single(_shell.Run("Connect-Atlas -Sandbox $file").Succeeded());

        Assert.Equal("Default", session.Properties["AzureAuthentication"].Value.ToString());
        Assert.Null(session.Properties["AzureTenantId"].Value);
    }

    [Fact]
    public void Az_that_could_be_imported_is_not()
    {
        using var sandbox = SandboxProcess.AtStage("active");
        using var modules = new TemporaryFolder();
        modules.Write("Az.Accounts/Az.Accounts.psm1", "$global:imported = $true; function Get-AzContext { }; function Get-AzAccessToken { }");
        _environment["PSModulePath"] = modules.Root;
        _shell.Set("contextFile", sandbox.FileWith(("azureAuthentication", "AzContext")));
        _shell.Set("defaultFile", sandbox.FileWith(("azureAuthentication", "Default")));

        Assert.StartsWith("AzContextMissing,", _shell.Refuse("Connect-Atlas -Sandbox $contextFile").FullyQualifiedErrorId, StringComparison.Ordinal);
        _shell.Run("$null = Connect-Atlas -Sandbox $defaultFile").Succeeded();
        Assert.Null(_shell.Run(", $imported").Succeeded().Single());
        // It could have been.
        Assert.Equal([true], _shell.Run("Get-AzContext; $imported").Succeeded().Select(o => o.BaseObject));
    }

    [Fact]
    public void Where_nothing_is_offered_each_way_says_why()
    {
        using var sandbox = SandboxProcess.AtStage("active");
        foreach (var name in (string[])["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE", "IDENTITY_ENDPOINT", "MSI_ENDPOINT", "PATH"])
        {
            _environment[name] = null;
        }

        // Without the endpoint that its line names, the Sandbox's machine has no identity.
        _environment["AZURE_TOKEN_CREDENTIALS"] = "dev";
        _shell.Set("file", sandbox.FileWith(("azureAuthentication", "Default")));
        _shell.Run("$null = Connect-Atlas -Sandbox $file").Succeeded();

        var error = Assert.Single(_shell.Run("Get-AtlasAkvPrivateEndpointConnection").Errors);

        Assert.StartsWith("AzureSignInFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Az context: Az.Accounts is not imported", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Azure CLI: ", error.ToString(), StringComparison.Ordinal);
    }
}
