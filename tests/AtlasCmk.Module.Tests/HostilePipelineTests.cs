using AtlasCmk.ModuleTests.Infrastructure;
using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Input that a cmdlet does not understand never means everything, nor the session's project.</summary>
[TakesLong]
public sealed class HostilePipelineTests : IDisposable
{
    private const string Guid = "11111111-2222-3333-4444-555555555555";

    /// <summary>Other mandatory parameters of a cmdlet.</summary>
    private static readonly Dictionary<string, string> s_needs = new()
    {
        ["Disable-AtlasClusterEncryption"] = "-ClusterName orders -Confirm:$false",
        ["Enable-AtlasClusterEncryption"] = "-ClusterName orders",
        ["Get-AtlasKeyUsage"] = "-KeyIdentifier $key",
        ["Invoke-AtlasKeyRotation"] = "-Latest -SettlingSec 0 -TimeoutSec 5",
        ["Invoke-AtlasRequest"] = "-Path /groups -Method DELETE -Force",
        ["New-AtlasAkvPrivateEndpoint"] = "-RegionName EUROPE_WEST",
        ["Register-AtlasAzureServicePrincipal"] = $"-TenantId {Guid} -ServicePrincipalId {Guid}",
        ["Revoke-AtlasKeyAccess"] = "-Method KeyVersion -RecordPath $record -Force",
        ["Set-AtlasEncryptionAtRest"] = "-EnabledForSearchNodes",
        ["Test-AtlasKeyRetirement"] = "-KeyIdentifier $key",
        ["Wait-AtlasAkvPrivateEndpoint"] = "-TimeoutSec 1",
    };

    private readonly SandboxWorld _sandbox;
    private readonly SandboxWorld _other;
    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell;

    public HostilePipelineTests()
    {
        _sandbox = SandboxWorld.AtStage("active");
        _other = SandboxWorld.AtStage("active", "--seed", "2");
        _shell = Shell.ConnectedTo(_sandbox);
        _shell.Set("OtherSandbox", _other.File);
        _shell.Set("key", _sandbox["keyIdentifier"]);
        _shell.Set("record", _folder["record.json"]);
        _shell.Set("file", new FileInfo(_folder.Write("some.txt", "text")));
        _shell.Run("$other = New-AtlasSession -Sandbox $OtherSandbox; $gone = New-AtlasSession -Sandbox $Sandbox; $left = Get-AtlasProject -Session $gone; Disconnect-Atlas -Session $gone")
            .Succeeded();
        _sandbox.ForgetRequests();
        _other.ForgetRequests();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    private IEnumerable<string> Cmdlets(string except) => _shell
        .Run("Get-Command -Module AtlasCmk, AtlasCmk.Cmdlets -CommandType Cmdlet | Where-Object { $_.Parameters.Values.Attributes | Where-Object { "
        + "$_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName } } | ForEach-Object Name")
        .Succeeded().Select(c => c.ToString()).Distinct().Except(except.Split(' '));

    [Theory]
    [InlineData("'payments'", "")]
    [InlineData("4711", "")]
    [InlineData("$null", "")]
    [InlineData("@{ Name = 'x' }", "")]
    [InlineData("[pscustomobject]@{ Name = 'x' }", "")]
    [InlineData("[pscustomobject]@{ ProjectId = $null; EndpointId = $null; ClusterName = $null }", "")]
    [InlineData("[pscustomobject]@{ ProjectId = 'payments' }", "")]
    [InlineData("$file", "")]
    [InlineData("(,@(1, 2))", "")]
    public void Unknown_input_is_an_error_and_nothing_is_asked_or_changed(string piped, string except)
    {
        foreach (var cmdlet in Cmdlets($"Get-AtlasCmkError {except}"))
        {
            var run = Pipe(piped, cmdlet);

            Assert.True(run.Errors.Count > 0 && run.Output.Count == 0, $"{piped} | {cmdlet}: {run.Errors.Count} errors, {run.Output.Count} outputs");
            Assert.All(run.Errors, e => Assert.DoesNotContain("UnexpectedError", e.FullyQualifiedErrorId, StringComparison.Ordinal));
            Assert.True(_sandbox.Requests().Count == 0, $"{piped} | {cmdlet}: {string.Join(", ", _sandbox.Requests().Select(r => $"{r.Method} {r.Path}"))}");
            Assert.Equal([false], _shell.Run("Get-AtlasSession").Succeeded("IsDisconnected"));
        }
    }

    [Fact]
    public void A_project_of_a_session_that_has_ended_is_not_asked_about_elsewhere()
    {
        foreach (var cmdlet in Cmdlets("Get-AtlasCmkError Disconnect-Atlas Grant-AtlasKeyAccess Remove-AtlasAkvPrivateEndpoint Export-AtlasCmkReport"))
        {
            Assert.StartsWith("SessionEnded,", Assert.Single(Pipe("$left", cmdlet).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }

        Assert.Empty(_sandbox.Requests());
    }

    [Fact]
    public void A_piped_session_is_the_session_that_is_asked()
    {
        Assert.Equal([_sandbox.ProjectId, _other.ProjectId], _shell.Run("(Get-AtlasSession), $other | Get-AtlasProject").Succeeded("ProjectId"));
        Assert.Contains(_other.Requests(), r => r.Path.EndsWith("/groups", StringComparison.Ordinal));
        _sandbox.ForgetRequests();

        Assert.Equal([_other.ProjectId], _shell.Run("$other | Get-AtlasEncryptionAtRest").Succeeded("ProjectId"));
        Assert.Equal([_other.ProjectId], _shell.Run("$other | Set-AtlasEncryptionAtRest -EnabledForSearchNodes").Succeeded("ProjectId"));
        Assert.Empty(_sandbox.Requests());
    }

    [Fact]
    public void A_piped_ID_selects_its_project_and_an_invalid_ID_does_not_stop_the_others()
    {
        var run = _shell.Run($"'{_sandbox.ProjectId}', 'payments', 7, '{_sandbox.ProjectId}' | Get-AtlasProject");

        Assert.Equal([_sandbox.ProjectId, _sandbox.ProjectId], run.Output.Select(o => o.Properties["ProjectId"].Value));
        Assert.Equal(["InputNotUnderstood", "InputNotUnderstood"], run.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
        Assert.DoesNotContain(_sandbox.Requests(), r => r.Path.EndsWith("/groups", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Get-AtlasClusterEncryption -ClusterName $null")]
    [InlineData("Get-AtlasClusterEncryption -ClusterName @()")]
    [InlineData("Get-AtlasClusterEncryption -ClusterName orders, ''")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -RegionName $null")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -Status $null")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -Status ' '")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -EndpointId $null")]
    [InlineData("Get-AtlasAkvPrivateEndpoint -EndpointId @()")]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection -Name $null")]
    [InlineData("Get-AtlasAkvPrivateEndpointConnection -Status @()")]
    [InlineData("Get-AtlasAkvKey -KeyName $null")]
    [InlineData("Get-AtlasProject -ProjectId $null")]
    [InlineData("Get-AtlasProject -ProjectId @()")]
    [InlineData("Get-AtlasEncryptionAtRest -ProjectId @()")]
    [InlineData("Get-AtlasEncryptionAtRest -Session $null")]
    [InlineData("Test-AtlasCmkPrerequisite -SubscriptionId $null")]
    [InlineData("Disconnect-Atlas -Session $null")]
    [InlineData("Connect-Atlas -AzureOnly -AzureAccessToken $null")]
    [InlineData("Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath \"a`0b\" -Force -Confirm:$false")]
    [InlineData("Grant-AtlasKeyAccess -RecordPath \"a`0b\"")]
    [InlineData("Connect-Atlas -Sandbox \"a`0b\"")]
    [InlineData("Invoke-AtlasRequest \"/groups`0\"")]
    public void Null_does_not_mean_all(string script)
    {
        var run = _shell.Run(script);

        Assert.Empty(run.Output);
        Assert.All([Assert.Single(run.Errors).FullyQualifiedErrorId], id => Assert.DoesNotContain("UnexpectedError", id, StringComparison.Ordinal));
        Assert.DoesNotContain("Exception", run.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Requests());
        Assert.Equal([false], _shell.Run("Get-AtlasSession").Succeeded("IsDisconnected"));
    }

    private ShellRun Pipe(string piped, string cmdlet) => _shell.Run(
        $"$ConfirmPreference = 'None'; {piped} | {cmdlet} {s_needs.GetValueOrDefault(cmdlet)}");
}
