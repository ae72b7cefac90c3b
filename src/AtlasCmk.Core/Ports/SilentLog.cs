namespace AtlasCmk.Ports;

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
