using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed class AzContextTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("active", "--proxy");
    private readonly Shell _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private string Refused(string script) => _shell.Refuse(script).FullyQualifiedErrorId.Split(',')[0];

    private void SignInToAz()
    {
        AzStub.SignIn(_shell, _sandbox);
        RealMode.SetAtlas(_shell, _sandbox);
    }

    /// <summary>The addresses are those of the real services, and the proxy leads to the Sandbox. No token is on any stream.</summary>
    [Fact]
    public void Every_generation_of_Get_AzAccessToken_signs_in_and_is_asked_once()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string[] generations = [AzStub.PlainOnly, AzStub.SecureIfAsked, AzStub.SecureAlways];
        var lines = RealMode.Run(_sandbox, string.Join('\n', generations.Select(g => $$"""
            Get-Module Az.Accounts | Remove-Module
            {{AzStub.Import(g)}}
            $null = Connect-Atlas @atlas @way
            $said = @(& { $VerbosePreference = $DebugPreference = 'Continue'; Get-AtlasAkvPrivateEndpointConnection; Get-AtlasAkvPrivateEndpointConnection } *>&1)
            $connected = @($said | Where-Object { $_ -is [AtlasCmk.PrivateEndpointConnection] }).Count
            $warned = @($said | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }).Count
            "$connected $(@($said | Where-Object { "$_" -eq 'Signed in to Azure by: Az context.' }).Count) $warned $(@($said | Where-Object { "$_".Contains($tokens.Arm) }).Count) $asked"
            """)));

        Assert.Equal(Enumerable.Repeat($"6 1 0 0 Arm {_sandbox["tenantId"]}", 3), lines);
        Assert.All(_sandbox.Exchanges().Where(e => e.Face == "arm"), e => Assert.Equal($"Bearer {_sandbox["azureAccessToken"]}", e.RequestHeaders["Authorization"]));
    }

    /// <summary>Whole pipelines ask on the pipeline's one thread, which none of them may hold meanwhile.</summary>
    [Fact]
    public void A_pipeline_gets_its_token_in_the_middle_a_new_one_after_its_end_and_the_context_s_subscription()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var sandbox = SandboxWorld.AtStage("private", "--proxy");
        var lines = RealMode.Run(sandbox, $$"""
            {{AzStub.Import(AzStub.SecureAlways)}}
            $null = Connect-Atlas @atlas @way
            (New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint).Status -join ' '
            $asked.Count
            $global:expires = [DateTimeOffset]::UtcNow.AddSeconds(-1)
            $null = Connect-Atlas @atlas @way
            $connections = Get-AtlasAkvPrivateEndpointConnection
            $global:expires = [DateTimeOffset]::UtcNow.AddHours(1)
            $null = Get-AtlasAkvPrivateEndpointConnection; $null = Get-AtlasAkvPrivateEndpointConnection
            $asked.Count
            $null = Connect-Atlas -AzureOnly @way
            (Approve-AzPrivateEndpointConnection -Name $connections[0].Name -ServiceName {{sandbox["keyVaultName"]}} -ResourceGroupName {{sandbox["resourceGroup"]}} `
                -PrivateLinkResourceType Microsoft.KeyVault/vaults 3>$null).Status
            """);

        Assert.Equal(["ACTIVE ACTIVE", "1", "3", "Approved"], lines);
    }

    [Fact]
    public void Tenant_subscription_and_cloud_are_those_of_the_context()
    {
        SignInToAz();
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
        var session = _shell.Run("Connect-Atlas @atlas -AzureAuthentication AzContext");
        Assert.Equal([_sandbox["tenantId"]], session.Succeeded("AzureTenantId"));
        Assert.Equal([_sandbox["subscriptionId"]], session.Succeeded("AzureSubscriptionId"));
        Assert.Equal(["AZURE"], session.Succeeded("AzureEnvironment"));
    }

    [Fact]
    public void Without_Az_or_its_sign_in_the_error_says_what_to_do()
    {
        SignInToAz();
        _sandbox.ForgetRequests();
        var error = _shell.Refuse("Connect-Atlas @atlas -AzureAuthentication AzContext");
        Assert.StartsWith("AzContextMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Import-Module Az.Accounts", error.DisplayText(), StringComparison.Ordinal);

        _shell.Set("signedIn", false);
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
        Assert.Contains("signed in", _shell.Refuse("Connect-Atlas @atlas -AzureAuthentication AzContext").DisplayText(), StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
    }

    [Fact]
    public void A_failing_context_is_reported_with_its_own_message()
    {
        SignInToAz();
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
        _shell.Run("$null = Connect-Atlas @atlas -AzureAuthentication AzContext; $global:azTrouble = 'Your Azure credentials have expired.'").Succeeded();
        var error = Assert.Single(_shell.Run("Get-AtlasAkvPrivateEndpointConnection").Errors);
        Assert.StartsWith("AzContextGivesNoToken,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Your Azure credentials have expired.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_cloud_is_cross_checked()
    {
        SignInToAz();
        _shell.Run(AzStub.Import(AzStub.SecureAlways, "AzureChinaCloud")).Succeeded();
        Assert.Equal("AzContextInAnotherCloud", Refused("Connect-Atlas @atlas -AzureAuthentication AzContext -AzureEnvironment AZURE"));
        _shell.Run("Get-Module Az.Accounts | Remove-Module").Succeeded();
        _shell.Run(AzStub.Import(AzStub.SecureAlways, "AzureStack")).Succeeded();
        Assert.Equal("AzContextInUnknownCloud", Refused("Connect-Atlas @atlas -AzureAuthentication AzContext"));
    }

    [Fact]
    public void Azure_alone_is_signed_in_to_in_the_context_s_cloud()
    {
        SignInToAz();
        _shell.Run(AzStub.Import(AzStub.SecureAlways, "AzureUSGovernment")).Succeeded();
        var session = _shell.Run("Connect-Atlas -AzureOnly");
        Assert.Equal(["AZURE_US_GOVERNMENT"], session.Succeeded("AzureEnvironment"));
        Assert.Equal([_sandbox["tenantId"]], session.Succeeded("AzureTenantId"));
    }

    /// <summary>A file must not decide where the context's token goes: it is for the user's own Azure.</summary>
    [Theory]
    [InlineData("AzContext")]
    [InlineData("Default")]
    [InlineData("AzureCli")]
    public void A_Sandbox_file_does_not_reach_it(string method)
    {
        SignInToAz();
        _shell.Run(AzStub.Import(AzStub.SecureAlways)).Succeeded();
        _shell.Set("file", _sandbox.FileWith(("azureAuthentication", method)));
        _sandbox.ForgetRequests();

        Assert.Equal("SandboxFileUnusable", Refused("Connect-Atlas -Sandbox $file"));
        Assert.Empty(_shell.Run("$asked").Succeeded());
        Assert.Empty(_sandbox.Requests());
    }
}
