namespace AtlasCmk;

/// <summary>Where a workflow says what it is doing. Nothing that is secret may enter.</summary>
internal interface IOperationLog
{
    void Verbose(string message);

    void Debug(string message);

    void Warning(string message);

    void Progress(OperationProgress progress);
}
