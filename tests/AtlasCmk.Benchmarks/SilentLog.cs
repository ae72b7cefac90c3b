namespace AtlasCmk.Benchmarks;

/// <summary>A log that discards everything, for measurements.</summary>
internal sealed class SilentLog : IOperationLog
{
    public static SilentLog Instance { get; } = new();

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
