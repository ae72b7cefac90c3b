using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <content>What workflows report while they run, and what they sent.</content>
internal sealed partial class Pump
{
    public void Verbose(string message) => Write(c => c.WriteVerbose(VisibleText.Of(Naming.Known(message))));

    public void Debug(string message)
    {
        if (WantsDebug)
        {
            Write(c => c.WriteDebug(VisibleText.Of(message)));
        }
    }

    public void Warning(string message) => Write(c => c.WriteWarning(VisibleText.Of(Naming.InMessage(message))));

    public void Warning(string message, IReadOnlyList<string> table) => Write(c => c.WriteWarning(VisibleText.Lines(table.Prepend(message).Select(Naming.InMessage))));

    public void Progress(OperationProgress progress) => Post(c => Board.Show(progress, Totals, c));

    private ProgressBoard Board => _board ??= new(TimeProvider.System, Naming, () => Post(c => Board.Redraw(Totals, c)));

    private BoardTotals Totals => new(Name, _started - _running, _started, FailedCount);

    public void Information(string message) => Write(c => c.WriteInformation(VisibleText.Of(Naming.InShort(message)), ["AtlasCmk", "Status"]));

    public void Sent(SentChange request) => WorkItem.Current?.Sent(request);

    public void Notice(string message) => Write(c => Questions.Show(c, message));
}
