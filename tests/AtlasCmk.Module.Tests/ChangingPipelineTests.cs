using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Later commands of a pipeline see what earlier commands created or changed.</summary>
public sealed class ChangingPipelineTests : IDisposable
{
    private const string New = "'US_WEST', 'US_WEST_2' | ForEach-Object { New-AtlasAkvPrivateEndpoint $_ -Wait }";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("private");
    private readonly Shell _shell;

    public ChangingPipelineTests() => _shell = Shell.ConnectedTo(_sandbox);

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public void Endpoints_are_shown_as_they_are_when_they_come()
    {
        var run = _shell.Run(New + " | Get-AtlasAkvPrivateEndpoint");

        Assert.Equal(["US_WEST", "US_WEST_2"], run.Succeeded("RegionName"));
        Assert.Equal(["PENDING_ACCEPTANCE", "PENDING_ACCEPTANCE"], run.Succeeded("Status"));
    }

    [Fact]
    public void Endpoints_are_removed_that_were_made_a_moment_ago()
    {
        Assert.Empty(_shell.Run(New + " | Remove-AtlasAkvPrivateEndpoint -Wait -Confirm:$false").Succeeded());
        Assert.Empty(_shell.Run("Get-AtlasAkvPrivateEndpoint").Succeeded());
    }

    [Fact]
    public void Endpoints_without_a_connection_are_known_too()
    {
        using var slow = SandboxWorld.AtStage("private", "--provisioning", "1200000");
        using var shell = Shell.ConnectedTo(slow);

        Assert.Empty(shell.Run("""
            'US_WEST', 'US_WEST_2' | ForEach-Object {
                New-AtlasAkvPrivateEndpoint $_
                $null = Wait-AtlasAkvPrivateEndpoint -TimeoutSec 1 -ErrorAction Ignore
            } | Get-AtlasAkvPrivateEndpointConnection
            """).Succeeded());
    }

    [Fact]
    public void Endpoints_that_arrive_together_share_a_poll()
    {
        using var sandbox = SandboxWorld.AtStage("active", "--latency", "300");
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Run("$endpoints = Get-AtlasAkvPrivateEndpoint").Succeeded();
        sandbox.ForgetRequests();

        Assert.Equal(9, shell.Run("$endpoints + $endpoints + $endpoints | Get-AtlasAkvPrivateEndpoint").Succeeded().Count);

        Assert.InRange(sandbox.Requests().Count, 1, 2);
    }
}
