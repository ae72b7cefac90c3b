using System.Collections.Concurrent;

namespace AtlasCmk.Tests.Clients;

/// <summary>Keeps what a workflow would have shown.</summary>
internal sealed class TraceLog : IOperationLog
{
    private readonly ConcurrentQueue<string> _verbose = new();
    private readonly ConcurrentQueue<string> _debug = new();

    public IReadOnlyList<string> VerboseLines => [.. _verbose];

    public IReadOnlyList<string> DebugLines => [.. _debug];

    public string Everything => string.Join('\n', [.. _verbose, .. _debug]);

    public void Verbose(string message) => _verbose.Enqueue(message);

    public void Debug(string message) => _debug.Enqueue(message);

    public void Warning(string message) => throw new InvalidOperationException($"No handler warns: {message}");

    public void Progress(OperationProgress progress) => throw new InvalidOperationException($"No handler reports progress: {progress}");
}
