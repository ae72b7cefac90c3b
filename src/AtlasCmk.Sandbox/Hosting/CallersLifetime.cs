using Microsoft.Extensions.Hosting;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>A host that only its caller stops. It does not handle Ctrl+C, because several hosts share a process.</summary>
internal sealed class CallersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
