using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed class AzContextTests : IDisposable
{
    private readonly SandboxProcess _sandbox = SandboxProcess.AtStage("active");
    private readonly Shell _shell = new();

    public AzContextTests()
    {
        _shell.Set("file", _sandbox.FileWith(("azureAuthentication", "AzContext")));
        AzStub.SignIn(_shell, _sandbox);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private string Refused(string script) => _shell.Refuse(script).FullyQualifiedErrorId.Split(',')[0];

    [Theory]
    [InlineData(AzStub.PlainOnly)]
    [InlineData(AzStub.SecureIfAsked)]
    [InlineData(AzStub.SecureAlways)]
    public void Every_generation_of_Get_AzAccessToken_signs_in(string generation)
    {
        _shell.Run(AzStub.Import(generation)).Succeeded();
        _shell.Run("$null = Connect-Atlas -Sandbox $file").Succeeded();

        var run = _shell.Run("$DebugPreference = $VerbosePreference = 'Continue'; Get-AtlasAkvPrivateEndpointConnection; Get-AtlasAkvPrivateEndpointConnection");

        Assert.Equal(6, run.Succeeded().Count);
        Assert.Contains("Signed in to Azure by: Az context.", run.Verbose);
        Assert.Empty(run.Warnings);
        Assert.DoesNotContain(run.Debug.Concat(run.Verbose), l => l.Contains(_sandbox["azureAccessToken"], StringComparison.Ordinal));
        Assert.Equal([$"Arm {_sandbox["tenantId"]}"], _shell.Run("$asked").Succeeded().Select(o => o.ToString()));
        Assert.All(_sandbox.Exchanges().Where(e => e.Face == "arm"), e => Assert.Equal($"Bearer {_sandbox["azureAccessToken"]}", e.RequestHeaders["Authorization"]));
    }

    [Fact]
    public void Tenant_subscription_and_cloud_are_those_of_the_context()
    {
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
        var session = _shell.Run("Connect-Atlas -Sandbox $file");
        Assert.Equal([_sandbox["tenantId"]], session.Succeeded("AzureTenantId"));
        Assert.Equal([_sandbox["subscriptionId"]], session.Succeeded("AzureSubscriptionId"));
        Assert.Equal(["AZURE"], session.Succeeded("AzureEnvironment"));
    }

    [Fact]
    public void A_project_is_enabled_in_the_subscription_and_tenant_of_the_context()
    {
        using var fresh = SandboxProcess.Start();
        AzStub.SignIn(_shell, fresh);
        _shell.Set("file", fresh.FileWith(("azureAuthentication", "AzContext")));
        _shell.Set("key", fresh["keyIdentifier"]);
        _shell.Set("group", fresh["resourceGroup"]);
        _shell.Set("application", Credential.Of(fresh["azureClientId"], fresh["azureClientSecret"]));
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();

        var project = _shell.Run("$null = Connect-Atlas -Sandbox $file; Set-AtlasEncryptionAtRest -KeyIdentifier $key -ResourceGroupName $group -AzureCredential $application -Wait");

        Assert.Equal([true], project.Succeeded("Valid"));
        Assert.Equal([fresh["subscriptionId"]], project.Succeeded("SubscriptionId"));
        Assert.Equal([fresh["tenantId"]], project.Succeeded("TenantId"));
    }

    [Fact]
    public void A_token_that_has_ended_is_asked_for_again_by_the_command_in_hand()
    {
        _shell.Run(AzStub.Import(AzStub.SecureIfAsked)).Succeeded();
        _shell.Set("expires", DateTimeOffset.UtcNow.AddSeconds(-1));
        _shell.Run("$null = Connect-Atlas -Sandbox $file; Get-AtlasAkvPrivateEndpointConnection").Succeeded();
        _shell.Set("expires", DateTimeOffset.UtcNow.AddHours(1));
        _shell.Run("Get-AtlasAkvPrivateEndpointConnection; Get-AtlasAkvPrivateEndpointConnection").Succeeded();
        Assert.Equal(2, _shell.Run("$asked").Succeeded().Count);
    }

    /// <summary>Whole pipelines ask on the pipeline's one thread, which none of them may hold meanwhile.</summary>
    [Fact]
    public void A_pipeline_that_needs_a_token_in_its_middle_gets_it()
    {
        using var sandbox = SandboxProcess.AtStage("private");
        AzStub.SignIn(_shell, sandbox);
        _shell.Set("file", sandbox.FileWith(("azureAuthentication", "AzContext")));
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
        var run = _shell.Run("$null = Connect-Atlas -Sandbox $file; New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint");
        Assert.Equal(["ACTIVE", "ACTIVE"], run.Succeeded("Status"));
        Assert.Single(_shell.Run("$asked").Succeeded());
    }

    [Fact]
    public void Az_that_is_not_imported_or_not_signed_in_says_what_to_do()
    {
        var error = _shell.Refuse("Connect-Atlas -Sandbox $file");
        Assert.StartsWith("AzContextMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Import-Module Az.Accounts", error.Shown(), StringComparison.Ordinal);

        _shell.Set("signedIn", false);
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
        Assert.Contains("nobody is signed in", _shell.Refuse("Connect-Atlas -Sandbox $file").Shown(), StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
    }

    [Fact]
    public void A_context_that_fails_is_told_in_its_own_words()
    {
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
        _shell.Run("$null = Connect-Atlas -Sandbox $file; $global:azTrouble = 'Your Azure credentials have expired.'").Succeeded();
        var error = Assert.Single(_shell.Run("Get-AtlasAkvPrivateEndpointConnection").Errors);
        Assert.StartsWith("AzContextGivesNoToken,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Your Azure credentials have expired.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_cloud_is_cross_checked()
    {
        _shell.Set("key", Credential.Of("p", "k"));
        _shell.Run(AzStub.Import(AzStub.SecureAlways, "AzureChinaCloud")).Succeeded();
        Assert.Equal("AzContextInAnotherCloud", Refused("Connect-Atlas -Credential $key -AzureAuthentication AzContext -AzureEnvironment AZURE"));
        _shell.Run("Get-Module Az.Accounts | Remove-Module").Succeeded();
        _shell.Run(AzStub.Import(AzStub.SecureAlways, "AzureStack")).Succeeded();
        Assert.Equal("AzContextInUnknownCloud", Refused("Connect-Atlas -Credential $key -AzureAuthentication AzContext"));
    }

    [Fact]
    public void Azure_alone_is_signed_in_to_in_the_context_s_cloud()
    {
        _shell.Run(AzStub.Import(AzStub.SecureAlways, "AzureUSGovernment")).Succeeded();
        var session = _shell.Run("Connect-Atlas -AzureOnly");
        Assert.Equal(["AZURE_US_GOVERNMENT"], session.Succeeded("AzureEnvironment"));
        Assert.Equal([_sandbox["tenantId"]], session.Succeeded("AzureTenantId"));
    }
}
