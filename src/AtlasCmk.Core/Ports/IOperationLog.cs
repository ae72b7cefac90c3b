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
