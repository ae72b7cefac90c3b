using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>One session in many runspaces, and none in another process.</summary>
public sealed class SharedSessionTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled", "--projects", "12", "--service-account");
    private readonly Shell _shell;

    public SharedSessionTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _shell.Set("manifest", Repository.Manifest);
        _shell.Run("$s = Get-AtlasSession; $ids = @(Get-AtlasProject | ForEach-Object ProjectId)").Succeeded();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public void Parallel_runspaces_work_with_a_session_that_is_handed_to_them()
    {
        var run = _shell.Run("$ids | ForEach-Object -Parallel { Import-Module $using:manifest; Get-AtlasEncryptionAtRest -ProjectId $_ -Session $using:s } -ThrottleLimit 4");

        Assert.Equal(12, run.Succeeded("ProjectId").Distinct().Count());
        Assert.Single(_sandbox.Requests(), r => r.Path == "/api/oauth/token");
        Assert.Equal([_sandbox.ProjectId], _shell.Run("Get-AtlasSession").Succeeded("ProjectId"));
    }

    [Fact]
    public void A_runspace_without_a_session_gives_a_clear_error()
    {
        var run = _shell.Run("1 | ForEach-Object -Parallel { Import-Module $using:manifest; Get-AtlasEncryptionAtRest }");
        Assert.Contains(run.Errors, e => e.FullyQualifiedErrorId.StartsWith("NotConnected,", StringComparison.Ordinal));
    }

    [Fact]
    public void A_session_that_ends_in_one_runspace_has_ended_in_all()
    {
        _shell.Run("1 | ForEach-Object -Parallel { Import-Module $using:manifest; Disconnect-Atlas -Session $using:s }").Succeeded();

        Assert.Single(_sandbox.Requests(), r => r is { Path: "/api/oauth/revoke", Status: 200 });
        Assert.StartsWith("SessionEnded,", _shell.Refuse("Get-AtlasProject").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_shell.Run("Get-AtlasSession -All").Succeeded());
    }

    [Theory]
    [InlineData("Disconnect-Atlas -Session $s; Disconnect-Atlas -Session $s")]
    [InlineData("1..4 | ForEach-Object -Parallel { Import-Module $using:manifest; Disconnect-Atlas -Session $using:s } -ThrottleLimit 4")]
    public void A_session_ends_once_however_often_it_is_ended(string script)
    {
        _shell.Run(script).Succeeded();

        Assert.Single(_sandbox.Requests(), r => r.Path == "/api/oauth/revoke");
    }

    [Fact]
    public void A_module_that_is_removed_in_another_runspace_ends_no_session_of_this_one()
    {
        _shell.Run("1 | ForEach-Object -Parallel { Import-Module $using:manifest; $null = Get-AtlasProject -Session $using:s; Remove-Module AtlasCmk }").Succeeded();
        Assert.Equal(12, _shell.Run("Get-AtlasProject").Succeeded().Count);
    }

    /// <summary>A session after Start-Job, Export-Clixml and remoting.</summary>
    [Theory]
    [InlineData("Get-AtlasProject -Session $copy")]
    [InlineData("Disconnect-Atlas -Session $copy")]
    [InlineData("$copy | Disconnect-Atlas")]
    public void A_session_cannot_cross_a_process(string script)
    {
        var session = _shell.Run("$s").Succeeded().Single();
        _shell.Set("copy", PSSerializer.Deserialize(PSSerializer.Serialize(session)));

        var error = _shell.Run(script).Errors.Single();

        Assert.Contains("belongs to another process", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Connect in this process", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(12, _shell.Run("Get-AtlasProject").Succeeded().Count);
    }
}
