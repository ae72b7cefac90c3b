using System.Management.Automation;

namespace AtlasCmk.Sandbox.Shell.Engine;

/// <summary>Progress: one line, drawn again in its place on a terminal; a line for every change in a log.</summary>
internal sealed class ProgressLine(Terminal terminal)
{
    private const int BarWidth = 20;
    private const string EraseLine = "\r\u001b[K";

    private readonly List<(long Source, int Activity, string Text)> _running = [];
    private bool _isDrawn;

    public void Show(long source, ProgressRecord record)
    {
        var text = Describe(record);
        var at = _running.FindIndex(one => one.Source == source && one.Activity == record.ActivityId);
        if (at >= 0)
        {
            if (record.RecordType == ProgressRecordType.Processing && _running[at].Text == text)
            {
                return;
            }

            _running.RemoveAt(at);
        }

        if (record.RecordType == ProgressRecordType.Processing)
        {
            _running.Add((source, record.ActivityId, text));
            if (!terminal.CanRedraw)
            {
                terminal.Error.WriteLine(text);
            }
        }

        Redraw();
    }

    public void Clear()
    {
        if (_isDrawn)
        {
            terminal.Error.Write(EraseLine);
            _isDrawn = false;
        }
    }

    private void Redraw()
    {
        Clear();
        if (terminal.CanRedraw && _running.Count > 0)
        {
            var text = _running[^1].Text;
            terminal.Error.Write(text.Length < terminal.Width ? text : text[..(terminal.Width - 1)]);
            _isDrawn = true;
        }
    }

    private string Describe(ProgressRecord record)
    {
        var hasBar = record.PercentComplete >= 0 && terminal.CanRedraw;
        var done = hasBar ? record.PercentComplete * BarWidth / 100 : 0;
        var parts = new List<string> { hasBar ? $"{record.Activity} [{new string('#', done)}{new string(' ', BarWidth - done)}]" : record.Activity + ":" };
        parts.Add(record.StatusDescription);
        parts.Add(record.CurrentOperation);
        if (record.SecondsRemaining >= 0)
        {
            parts.Add($"({record.SecondsRemaining} s left)");
        }

        return string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
    }
}
