using AtlasCmk.Commands;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

/// <summary>Ctrl+C stops a command, and the shell disposes it at once.</summary>
public sealed class StoppedCmdletTests
{
    /// <summary>Otherwise a wait never ends. A wait that holds the lock of a key would block the next rotation in this process.</summary>
    [Fact]
    public async Task Waits_end_even_if_the_command_is_disposed_before_the_cancellation_has_run()
    {
        for (var round = 0; round < 1_000; round++)
        {
            var cmdlet = new WaitingCmdlet();
            var wait = cmdlet.WaitAsync();

            cmdlet.Stop();
            cmdlet.Dispose();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait.WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }

    private sealed class WaitingCmdlet : AtlasCmdletBase
    {
        public Task WaitAsync() => Task.Delay(Timeout.Infinite, Cancellation);

        public void Stop() => StopProcessing();
    }
}
