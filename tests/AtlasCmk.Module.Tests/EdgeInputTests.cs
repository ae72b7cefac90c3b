using System.Globalization;
using System.Management.Automation.Host;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Extreme values that the binder accepts, and unusual hosts.</summary>
public sealed class EdgeInputTests
{
    public static TheoryData<string, string> Mistakes => new()
    {
        { "Invoke-AtlasKeyRotation -NewVersion:$false", "SwitchIsOff" },
        { "Invoke-AtlasKeyRotation -Latest:$false", "SwitchIsOff" },
        { "Set-AtlasEncryptionAtRest -MigrateToRole:$false", "SwitchIsOff" },
        { "Connect-Atlas -FromEnvironment:$false", "SwitchIsOff" },
        { "Connect-Atlas -AzureOnly:$false", "SwitchIsOff" },
        { "Get-AtlasClusterEncryption 'a['", "PatternInvalid" },
        { "Get-AtlasAkvPrivateEndpoint '['", "PatternInvalid" },
        { "Get-AtlasAkvPrivateEndpoint -Status '['", "PatternInvalid" },
        { "Get-AtlasAkvPrivateEndpointConnection -Name 'x['", "PatternInvalid" },
        { "Get-AtlasAkvPrivateEndpointConnection -Status 'x['", "PatternInvalid" },
        { "Get-AtlasCmkError 'AZURE_['", "PatternInvalid" },
        { "Set-AtlasEncryptionAtRest -ResourceGroupName 'rg '", "ParameterArgumentValidationError" },
        { "Set-AtlasEncryptionAtRest -KeyVaultName ' kv'", "ParameterArgumentValidationError" },
        { "Set-AtlasEncryptionAtRest -KeyVaultName kv/keys", "ParameterArgumentValidationError" },
        { "Get-AtlasAkvKey -KeyName \"atlas`n\"", "ParameterArgumentValidationError" },
        { "Enable-AtlasClusterEncryption 'orders '", "ParameterArgumentValidationError" },
        { "Connect-Atlas -Sandbox env:PATH", "SandboxFileUnusable" },
        { "Connect-Atlas -Sandbox /dev/zero", "SandboxFileUnusable" },
        { "Connect-Atlas -Sandbox /", "SandboxFileUnusable" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_value_at_the_edge_is_an_error_before_any_request(string script, string errorId)
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.ForgetRequests();

        var run = shell.Run(script);

        Assert.Matches($"^({errorId}),", Assert.Single(run.Errors).FullyQualifiedErrorId);
        Assert.Empty(run.Output);
        Assert.Empty(sandbox.Requests());
    }

    /// <summary>A service that hosts the engine has no user interface at all.</summary>
    [Theory]
    [InlineData("Set-AtlasEncryptionAtRest -RequirePrivateNetworking", "CannotAsk", "-Force")]
    [InlineData("Disable-AtlasEncryptionAtRest", "CannotConfirm", "-Confirm:$false")]
    public void A_host_without_a_user_interface_cannot_ask(string script, string errorId, string remedy)
    {
        using var sandbox = SandboxWorld.AtStage("enabled", "--mixed");
        using var shell = new Shell(host: new SilentHost());
        shell.Set("Sandbox", sandbox.File);
        shell.Run("Connect-Atlas -Sandbox $Sandbox").Succeeded();

        var error = shell.Refuse(script);

        Assert.StartsWith(errorId + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(remedy, error.DisplayText(), StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());
    }

    /// <summary>Every request in flight meets the same refusal; it is said once.</summary>
    [Fact]
    public void A_deleted_key_is_reported_once_for_all_projects()
    {
        using var sandbox = SandboxWorld.Start("--projects", "20");
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Run("$projects = Get-AtlasProject").Succeeded();
        sandbox.Fault(new { path = "/encryptionAtRest$", times = 99, status = 401, body = "", headers = new Dictionary<string,
            string> { ["WWW-Authenticate"] = "Digest realm=\"MMS Public API\", domain=\"\", nonce=\"x\", algorithm=MD5, qop=\"auth\", stale=false" } });

        var run = shell.Run("$projects | Get-AtlasEncryptionAtRest");

        Assert.StartsWith("WrongApiKey,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(run.Warnings);
    }

    private sealed class SilentHost : PSHost
    {
        public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

        public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

        public override Guid InstanceId { get; } = Guid.NewGuid();

        public override string Name => "Silent";

        public override PSHostUserInterface UI => null!;

        public override Version Version { get; } = new(1, 0);

        public override void EnterNestedPrompt() => throw new NotSupportedException();

        public override void ExitNestedPrompt() => throw new NotSupportedException();

        public override void NotifyBeginApplication()
        {
        }

        public override void NotifyEndApplication()
        {
        }

        public override void SetShouldExit(int exitCode)
        {
        }
    }
}
