using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>The progress bars of a command: each moves every second, and many share one line above them.</summary>
/// <remarks>The shell accepts progress from the pipeline thread only, so the timer asks for a redraw, and the pump does it.</remarks>
/// <param name="time">The clock of the timer.</param>
/// <param name="naming">Adds the names of projects.</param>
/// <param name="redraw">Called from the timer, on any thread.</param>
internal sealed class ProgressBoard(TimeProvider time, ProjectNaming naming, Action redraw) : IDisposable
{
    /// <summary>More bars than this do not fit on a screen.</summary>
    public const int MostBars = 5;

    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly List<OperationProgress> _bars = [];
    private readonly HashSet<int> _drawn = [];
    private ITimer? _beat;
    private int? _parent;
    private int _asked;

    /// <summary>Adds, moves or completes a bar.</summary>
    public void Show(OperationProgress progress, BoardTotals totals, Cmdlet shell)
    {
        var known = _bars.FindIndex(b => b.ActivityId == progress.ActivityId);
        if (progress.Completed)
        {
            _bars.RemoveAll(b => b.ActivityId == progress.ActivityId);
            if (_drawn.Remove(progress.ActivityId))
            {
                Write(shell, progress);
            }
        }
        else if (known >= 0)
        {
            _bars[known] = progress;
        }
        else
        {
            _bars.Add(progress);
        }

        Draw(totals, shell);
        if (_bars.Count == 0)
        {
            _beat?.Dispose();
            _beat = null;
        }
        else
        {
            _beat ??= time.CreateTimer(_ => Ask(), null, s_beat, s_beat);
        }
    }

    /// <summary>Draws every bar as it is now.</summary>
    public void Redraw(BoardTotals totals, Cmdlet shell)
    {
        Volatile.Write(ref _asked, 0);
        for (var i = 0; i < _bars.Count; i++)
        {
            _bars[i] = _bars[i].Now();
        }

        Draw(totals, shell);
    }

    /// <summary>Removes the line above the bars.</summary>
    public void Close(Cmdlet shell)
    {
        Dispose();
        if (_parent is { } id)
        {
            shell.WriteSafely(c => c.WriteProgress(new(id, "AtlasCmk", "done") { RecordType = ProgressRecordType.Completed }));
            _parent = null;
        }
    }

    public void Dispose()
    {
        _beat?.Dispose();
        _beat = null;
    }

    // The pipeline thread can be busy for longer than a beat. One redraw is then enough.
    private void Ask()
    {
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            redraw();
        }
    }

    private void Draw(BoardTotals totals, Cmdlet shell)
    {
        if (_bars.Count > MostBars)
        {
            _parent ??= ActivityId.Next();
        }

        if (_parent is { } parent)
        {
            shell.WriteSafely(c => c.WriteProgress(new(parent, VisibleText.Of(totals.Activity), VisibleText.Of(totals.StatusOf(_bars))) { PercentComplete = totals.Percent }));
        }

        foreach (var bar in _bars.Take(MostBars))
        {
            _drawn.Add(bar.ActivityId);
            Write(shell, bar);
        }
    }

    private void Write(Cmdlet shell, OperationProgress bar) => shell.WriteSafely(c => c.WriteProgress(
        new(bar.ActivityId, VisibleText.Of(naming.InBar(bar.Activity)), VisibleText.Of(naming.InShort(bar.Status)))
    {
        ParentActivityId = _parent ?? -1,
        PercentComplete = bar.PercentComplete,
        RecordType = bar.Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    }));
}

/// <summary>How far a command is with its items.</summary>
/// <param name="Activity">The name of the command.</param>
/// <param name="Done">The items that ended.</param>
/// <param name="Started">The items that began.</param>
/// <param name="Failed">The items that gave an error.</param>
internal readonly record struct BoardTotals(string Activity, int Done, int Started, int Failed)
{
    public int Percent => Started == 0 ? 0 : Math.Min(99, 100 * Done / Started);

    /// <summary>The line above the bars, with the time that the slowest one usually still needs.</summary>
    public string StatusOf(IReadOnlyCollection<OperationProgress> bars)
    {
        var left = bars.Select(b => b.Left).DefaultIfEmpty(TimeSpan.Zero).Max();
        return $"{Done} of {Started}{(Failed == 0 ? "" : $", {Failed} failed")}, {bars.Count} waiting{(left > TimeSpan.Zero ? $", about {ShortTime.Of(left)} left" : "")}";
    }
}
