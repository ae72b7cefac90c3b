using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed class StopTests : IDisposable
{
    private const int Projects = 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled", "--projects", $"{Projects}");
    private readonly Shell _shell;

    public StopTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _shell.Run("$ids = @(Get-AtlasProject | ForEach-Object ProjectId)").Succeeded();
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    /// <summary>The gate stays closed: a command that waits for an answer would wait forever.</summary>
    [Theory]
    [InlineData("Get-AtlasEncryptionAtRest -ProjectId $ids -ThrottleLimit 20", Projects)]
    [InlineData("$ids | ForEach-Object { [pscustomobject]@{ ProjectId = $_ } } | Get-AtlasEncryptionAtRest", 16)]
    public async Task A_stop_returns_while_the_server_still_holds_every_answer(string script, int inFlight)
    {
        _sandbox.CloseGate("/encryptionAtRest");
        using var shell = _shell.Prepare(script);
        try
        {
            var running = shell.BeginInvoke();
            _sandbox.WaitUntilHeld(inFlight);

            await Task.Run(shell.Stop).WaitAsync(s_patience);

            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
            Assert.True(running.IsCompleted);
            _sandbox.WaitUntilHeld(0);
        }
        finally
        {
            _sandbox.OpenGate();
        }

        Assert.Equal([_sandbox.ProjectId], _shell.Run("Get-AtlasSession").Succeeded("ProjectId"));
    }

    [Theory]
    [InlineData("Wait-AtlasAkvPrivateEndpoint")]
    [InlineData("Get-AtlasAkvPrivateEndpoint | Wait-AtlasAkvPrivateEndpoint | Approve-AzPrivateEndpointConnection")]
    public async Task A_wait_is_stopped_between_two_looks(string script)
    {
        using var sandbox = SandboxWorld.AtStage("pending");
        using var connected = Shell.ConnectedTo(sandbox);
        using var shell = connected.Prepare(script);
        shell.BeginInvoke();
        Eventually.Holds(() => shell.Streams.Progress.Count > 0, () => "nothing is waited for");

        await Task.Run(shell.Stop).WaitAsync(s_patience);

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    [Theory]
    [InlineData("Select-Object -First 1 -ExpandProperty ProjectId")]
    [InlineData("ForEach-Object { $_.ProjectId; break }")]
    [InlineData("ForEach-Object { $_.ProjectId; throw 'enough' }")]
    public async Task A_downstream_stop_ends_the_requests_upstream(string enough)
    {
        // Everything but the first project is held.
        _sandbox.CloseGate($"/groups/(?!{_sandbox.ProjectId})[0-9a-f]+/encryptionAtRest");
        using var shell = _shell.Prepare($$"""
            $ids = @('{{_sandbox.ProjectId}}') + ($ids | Where-Object { $_ -ne '{{_sandbox.ProjectId}}' })
            do { try { Get-AtlasEncryptionAtRest -ProjectId $ids | {{enough}} } catch { 'caught' } } while ($false)
            """);
        try
        {
            var output = await shell.InvokeAsync().WaitAsync(s_patience);

            Assert.Equal(_sandbox.ProjectId, output[0].ToString());
            _sandbox.WaitUntilHeld(0);
        }
        finally
        {
            _sandbox.OpenGate();
        }
    }

    [Fact]
    public async Task Failures_after_a_stop_are_observed()
    {
        var unseen = new List<string>();
        void See(object? sender, UnobservedTaskExceptionEventArgs e) => unseen.Add(e.Exception.ToString());
        TaskScheduler.UnobservedTaskException += See;
        try
        {
            await A_stop_returns_while_the_server_still_holds_every_answer("Get-AtlasEncryptionAtRest -ProjectId $ids", 16);
            await A_downstream_stop_ends_the_requests_upstream("Select-Object -First 1 -ExpandProperty ProjectId");
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= See;
        }

        Assert.DoesNotContain(unseen, e => e.Contains("AtlasCmk.", StringComparison.Ordinal));
    }
}
