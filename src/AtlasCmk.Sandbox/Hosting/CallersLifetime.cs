using Microsoft.Extensions.Hosting;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>A host that ends when its caller ends it, and leaves Ctrl+C to him: several of them share a process.</summary>
internal sealed class CallersLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
