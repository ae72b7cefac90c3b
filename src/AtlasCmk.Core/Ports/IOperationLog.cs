namespace AtlasCmk.Ports;

/// <summary>Where a workflow says what it is doing, and that it is only waiting. Nothing that is secret may enter.</summary>
internal interface IOperationLog
{
    void Verbose(string message);

    void Debug(string message);

    /// <summary>Whether Debug records are shown. Bodies are parsed and redacted only then.</summary>
    bool WantsDebug => true;

    void Warning(string message);

    void Progress(OperationProgress progress);

    /// <summary>A status that a wait has seen. Silent in the shell unless the user wants it; for transcripts and runbooks, which keep no progress.</summary>
    void Information(string message);

    /// <summary>From here on the workflow waits and asks for nothing itself: others may work in its place.</summary>
    void WaitBegins()
    {
    }

    void WaitEnds()
    {
    }
}

/// <summary>One bar: what is being waited for, how it stands, and whether it is over.</summary>
internal sealed record OperationProgress(int ActivityId, string Activity, string Status)
{
    public bool Completed { get; init; }

    /// <summary>0 to 100 where a typical time is known, else -1.</summary>
    public int PercentComplete { get; init; } = -1;
}

/// <summary>For work that nobody watches.</summary>
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
