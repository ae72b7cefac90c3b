using System.Collections.Concurrent;

namespace AtlasCmk.Tests.Clients;

/// <summary>A log that keeps what was said.</summary>
internal sealed class KeptLog : IOperationLog
{
    private readonly ConcurrentQueue<string> _verbose = new();
    private readonly ConcurrentQueue<string> _debug = new();
    private readonly ConcurrentQueue<string> _warnings = new();

    public IReadOnlyList<string> VerboseLines => [.. _verbose];

    public IReadOnlyList<string> DebugLines => [.. _debug];

    public IReadOnlyList<string> Warnings => [.. _warnings];

    public bool WantsDebug { get; init; } = true;

    public void Verbose(string message) => _verbose.Enqueue(message);

    public void Debug(string message) => _debug.Enqueue(message);

    public void Warning(string message) => _warnings.Enqueue(message);

    public void Progress(OperationProgress progress) => throw new InvalidOperationException("Clients show no progress.");

    public void Information(string message) => throw new InvalidOperationException("Clients wait for no status.");
}
