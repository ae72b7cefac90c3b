using AtlasCmk.Tests.Fakes;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Waiting;

public sealed class WaiterTests
{
    private readonly World _world = new();

    /// <summary>Waits for a word to become "done"; the word is what a look sees.</summary>
    private static string Wait(World world, Func<CancellationToken, Task<string>> look, double timeout, string? first = null) => world.Run(() =>
    {
        var poll = new SharedPoll<string>(look, world.Time, CancellationToken.None);
        return new Waiter<string>(poll, world.Time, world.Log).UntilAsync(
            new("the work", "work"), "done", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(timeout),
            seen => seen == "broken" ? throw Given.Loss() : new WaitStep<string>(seen, seen == "done" ? seen : null), first);
    });

    [Fact]
    public void An_earlier_read_counts_as_the_first_poll()
    {
        Assert.Equal("done", Wait(_world, _ => throw new InvalidOperationException("Nobody has to look."), 10, "done"));
        Assert.Equal(TimeSpan.Zero, _world.Elapsed);
    }

    [Fact]
    public void A_look_that_never_ends_does_not_outlast_the_bound()
    {
        var failure = Assert.Throws<AtlasCmkException>(() => Wait(_world, _ => new TaskCompletionSource<string>().Task, 10));

        Assert.Equal("The work was not done within 10 s; no status was ever received.", failure.Message);
        Assert.Contains("-TimeoutSec", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(10, _world.Elapsed.TotalSeconds);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(0)]
    public void Polls_without_an_answer_do_not_end_the_wait(int status)
    {
        var work = new Timeline<string>(_world.Time, "begun").After(90, "done");
        Task<string> Look(CancellationToken cancellation) => _world.Elapsed.TotalSeconds is > 3 and < 60
            ? throw (status == 0 ? Given.Loss() : Given.Refusal("GET", status, null))
            : Task.FromResult(work.Now);

        Assert.Equal("done", Wait(_world, Look, 600));
        Assert.InRange(_world.Elapsed.TotalSeconds, 90, 101);
        Assert.Contains(_world.Log.Told, v => v.StartsWith("the work: a poll got no answer; still waiting.", StringComparison.Ordinal));
    }

    [Fact]
    public void If_polls_stay_unanswered_the_timeout_names_the_failure()
    {
        Task<string> Look(CancellationToken cancellation) => _world.Elapsed.TotalSeconds > 3 ? throw Given.Loss() : Task.FromResult("begun");

        var failure = Assert.Throws<AtlasCmkException>(() => Wait(_world, Look, 60));

        Assert.Contains("its last status was begun. The last request got no answer: POST", failure.Message, StringComparison.Ordinal);
        Assert.IsType<AtlasUnreachableException>(failure.InnerException);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public void A_refusal_ends_the_wait(int status) =>
        Assert.Equal(status, Assert.Throws<AtlasApiException>(() => Wait(_world, _ => throw Given.Refusal("GET", status, null), 600)).StatusCode);

    [Fact]
    public void The_progress_bar_shows_the_status_and_always_ends()
    {
        var work = new Timeline<string>(_world.Time, "begun").After(20, "nearly").After(40, "broken");

        Assert.Throws<AtlasUnreachableException>(() => Wait(_world, _ => Task.FromResult(work.Now), 600, "begun"));

        var bars = _world.Log.Bars;
        Assert.Single(bars.Select(b => b.ActivityId).Distinct());
        Assert.Equal(("Waiting for work", "begun; 0 s of about 30 s; until done; next poll in 1 s"), (bars[0].Activity, bars[0].Status));
        Assert.Contains(bars, b => b.Status.StartsWith("nearly; ", StringComparison.Ordinal) && b.PercentComplete is > 50 and < 100);
        Assert.Equal([true], bars.Where(b => b.Completed).Select(b => b == bars[^1]));
    }

    [Fact]
    public void Every_status_that_was_seen_is_reported_once()
    {
        var work = new Timeline<string>(_world.Time, "begun").After(20, "nearly").After(40, "done");

        Wait(_world, _ => Task.FromResult(work.Now), 600, "begun");

        Assert.Equal("work: begun after 0 s", _world.Log.Statuses[0]);
        Assert.Equal(["work: begun → nearly", "work: nearly → done"], _world.Log.Statuses.Skip(1).Select(s => s[..s.IndexOf(" after ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Existing_events_are_not_new()
    {
        Wait(_world, _ => Task.FromResult("done"), 600, "done");

        Assert.Empty(_world.Log.Statuses);
    }

    /// <summary>The shell gives the name of a bar half of the screen, and cuts what is longer.</summary>
    [Fact]
    public void The_name_of_a_bar_fits_half_a_narrow_screen()
    {
        WaitSubject[] subjects = [.. AzureRegions.AzureNames.Keys.Select(r => WaitSubject.Endpoint(r, Given.ProjectId)), WaitSubject.Cluster("orders", Given.ProjectId),
            WaitSubject.OfProject("rotation", Given.ProjectId), WaitSubject.OfProject("data", Given.ProjectId)];
        var project = new KnownProject(Given.ProjectId, "payments-of-the-whole-northern-region", "o");

        var named = subjects.Select(s => ProjectMention.InShort($"Waiting for {s.Label}", _ => project, 47)).ToList();
        var unnamed = subjects.Select(s => ProjectMention.InShort($"Waiting for {s.Label}", _ => null, 47)).ToList();

        Assert.Contains("Waiting for US_EAST_2 of payments-of-the-whole…", named);
        Assert.Contains($"Waiting for US_EAST_2 of …{Given.ProjectId[^6..]}", unnamed);
        Assert.All([.. named, .. unnamed], text => Assert.InRange(text.Length, 1, 47));
        Assert.Equal(2 * subjects.Length, named.Concat(unnamed).Distinct().Count());
    }

    [Fact]
    public void Two_bars_at_once_are_two()
    {
        Wait(_world, _ => Task.FromResult("done"), 10);
        Wait(_world, _ => Task.FromResult("done"), 10);

        Assert.Equal(2, _world.Log.Bars.Select(b => b.ActivityId).Distinct().Count());
    }

    [Fact]
    public void Completion_or_a_timeout_is_reported_within_any_time_limit() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[1, 400]).Sample((doneAfter, timeout) =>
        {
            var world = new World();
            var work = new Timeline<string>(world.Time, "begun").After(doneAfter, "done");
            var looks = 0;
            Task<string> Look(CancellationToken cancellation)
            {
                looks++;
                return Task.FromResult(work.Now);
            }

            try
            {
                Wait(world, Look, timeout);
                Assert.True(doneAfter <= timeout);
                Assert.InRange(world.Elapsed.TotalSeconds, doneAfter, doneAfter + 10);
            }
            catch (AtlasCmkException e) when (e.ErrorId == "WaitTimedOut")
            {
                // The last look may have been up to ten seconds before the bound.
                Assert.True(doneAfter > timeout - 10);
                Assert.Equal(timeout, world.Elapsed.TotalSeconds);
            }

            Assert.InRange(looks, 0, 6 + (timeout / 10));
        });
}
