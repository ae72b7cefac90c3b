using System.Management.Automation;
using AtlasCmk.Pipeline;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

/// <summary>Progress bars that live: they move every second, and many of them share one line.</summary>
public sealed class ProgressBoardTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ICommandRuntime _runtime = Substitute.For<ICommandRuntime>();
    private readonly Listener _shell;
    private readonly List<ProgressRecord> _written = [];
    private readonly ProgressBoard _board;
    private int _asked;

    private const int Far = 1_000_000;

    public ProgressBoardTests()
    {
        _shell = new() { CommandRuntime = _runtime };
        _runtime.When(r => r.WriteProgress(Arg.Any<ProgressRecord>())).Do(c => _written.Add(c.Arg<ProgressRecord>()));
        _board = new(_time, new(CancellationToken.None), () => _asked++);
    }

    public void Dispose() => _board.Dispose();

    private static BoardTotals Totals(int done = 0, int started = 1, int failed = 0) => new("Wait-Something", done, started, failed);

    private OperationProgress Bar(int id, double typical = 180)
    {
        var began = _time.GetUtcNow();
        return At();

        // Far from the numbers of this process, which the line above the bars takes.
        OperationProgress At() => new(Far + id, $"region {id}", $"{(_time.GetUtcNow() - began).TotalSeconds:0} s")
        {
            Left = TimeSpan.FromSeconds(typical) - (_time.GetUtcNow() - began),
            Later = At,
        };
    }

    private void Show(OperationProgress bar, BoardTotals? totals = null) => _board.Show(bar, totals ?? Totals(), _shell);

    private void Redraw(BoardTotals? totals = null)
    {
        _written.Clear();
        _board.Redraw(totals ?? Totals(), _shell);
    }

    [Fact]
    public void A_bar_moves_every_second_although_nothing_was_polled()
    {
        Show(Bar(1));
        var texts = new List<string>();
        for (var second = 1; second <= 3; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Redraw();
            texts.Add(_written.Single().StatusDescription);
        }

        Assert.Equal(3, _asked);
        Assert.Equal(["1 s", "2 s", "3 s"], texts);
    }

    [Fact]
    public void A_busy_pipeline_is_asked_to_redraw_once()
    {
        Show(Bar(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public void Nothing_beats_after_the_last_bar_is_complete()
    {
        Show(Bar(1));
        Show(Bar(1) with { Completed = true });
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, _asked);
        Assert.Equal(ProgressRecordType.Completed, _written[^1].RecordType);
    }

    [Fact]
    public void Five_bars_stand_alone()
    {
        for (var id = 1; id <= ProgressBoard.MostBars; id++)
        {
            Show(Bar(id));
        }

        Assert.All(_written, r => Assert.Equal(-1, r.ParentActivityId));
        Assert.Equal([1, 2, 3, 4, 5], _written.Select(r => r.ActivityId - Far).Distinct().Order());
    }

    [Fact]
    public void More_bars_share_a_line_with_the_totals_and_the_time_left_of_the_slowest()
    {
        for (var id = 1; id <= 8; id++)
        {
            Show(Bar(id, typical: 60 * id), Totals(12, 20, 1));
        }

        Redraw(Totals(12, 20, 1));

        var parent = _written[0];
        Assert.Equal(("Wait-Something", "12 of 20, 1 failed, 8 waiting, about 8 min left", 60), (parent.Activity, parent.StatusDescription, parent.PercentComplete));
        Assert.Equal([1, 2, 3, 4, 5], _written.Skip(1).Select(r => r.ActivityId - Far));
        Assert.All(_written.Skip(1), r => Assert.Equal(parent.ActivityId, r.ParentActivityId));
    }

    [Fact]
    public void A_bar_that_waits_for_a_place_gets_it_when_another_completes()
    {
        for (var id = 1; id <= 6; id++)
        {
            Show(Bar(id));
        }

        Show(Bar(2) with { Completed = true });
        Redraw();

        Assert.Equal([1, 3, 4, 5, 6], _written.Skip(1).Select(r => r.ActivityId - Far));
    }

    [Fact]
    public void The_line_above_goes_when_the_command_ends()
    {
        for (var id = 1; id <= 6; id++)
        {
            Show(Bar(id));
        }

        var parent = _written[^1].ParentActivityId;
        _written.Clear();
        _board.Close(_shell);

        Assert.Equal((parent, ProgressRecordType.Completed), (_written.Single().ActivityId, _written.Single().RecordType));
    }

    [Cmdlet(VerbsCommon.Show, "Progress")]
    private sealed class Listener : Cmdlet;
}
