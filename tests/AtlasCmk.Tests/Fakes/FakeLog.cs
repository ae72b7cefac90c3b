namespace AtlasCmk.Tests.Fakes;

internal sealed class FakeLog : IOperationLog
{
    public List<string> Told { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>The statuses of waits, in order.</summary>
    public List<string> Statuses { get; } = [];

    /// <summary>The results that the host shows.</summary>
    public List<string> Notices { get; } = [];

    public List<OperationProgress> Bars { get; } = [];

    public void Verbose(string message) => Told.Add(message);

    public void Debug(string message) => Told.Add(message);

    public void Warning(string message) => Warnings.Add(message);

    public void Progress(OperationProgress progress) => Bars.Add(progress);

    public void Information(string message) => Statuses.Add(message);

    public void Notice(string message) => Notices.Add(message);
}
