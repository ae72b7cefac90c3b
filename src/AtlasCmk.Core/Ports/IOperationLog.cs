namespace AtlasCmk.Ports;

/// <summary>Records what a workflow does and when it waits. It must not contain secrets.</summary>
internal interface IOperationLog
{
    void Verbose(string message);

    void Debug(string message);

    /// <summary>Whether Debug records are shown. Bodies are parsed and redacted only then.</summary>
    bool WantsDebug => true;

    void Warning(string message);

    /// <summary>A warning with a table below it, of at most 80 columns.</summary>
    void Warning(string message, IReadOnlyList<string> table) => Warning(string.Join('\n', table.Prepend(message)));

    void Progress(OperationProgress progress);

    /// <summary>A status that a wait has read. The shell hides it by default. It is for transcripts and runbooks, which do not keep progress.</summary>
    void Information(string message);

    /// <summary>A try of a request that can change something has been answered, or its answer was lost. Reads and sign-ins do not count.</summary>
    void Sent(SentChange request)
    {
    }

    /// <summary>A result that is no output and no warning. The host shows it.</summary>
    void Notice(string message) => Information(message);

    /// <summary>From now on the workflow only waits and sends no requests, so that others can run.</summary>
    void WaitBegins()
    {
    }

    void WaitEnds()
    {
    }
}

/// <summary>One progress bar: what the workflow waits for, its status, and whether it is complete.</summary>
internal sealed record OperationProgress(int ActivityId, string Activity, string Status)
{
    public bool Completed { get; init; }

    /// <summary>0 to 100 if a typical time is known, or -1.</summary>
    public int PercentComplete { get; init; } = -1;

    /// <summary>The time that is usually still needed. Zero if it is unknown or over.</summary>
    public TimeSpan Left { get; init; }

    /// <summary>The same bar at a later time. Null for a bar that does not move by itself.</summary>
    public Func<OperationProgress>? Later { get; init; }

    public OperationProgress Now() => Later?.Invoke() ?? this;
}

/// <summary>For work without a log.</summary>
internal sealed class SilentLog : IOperationLog
{
    public static SilentLog Instance { get; } = new();

    public bool WantsDebug => false;

    public void Verbose(string message)
    {
    }

    public void Debug(string message)
    {
    }

    public void Warning(string message)
    {
    }

    public void Progress(OperationProgress progress)
    {
    }

    public void Information(string message)
    {
    }
}
