using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Waiting;

public sealed class SharedPollTests
{
    private readonly World _world = new();
    private int _looks;

    private SharedPoll<string> Poll(Func<int, string> see, CancellationToken cancellation = default) =>
        new(_ => Task.FromResult(see(++_looks)), _world.Time, cancellation);

    [Fact]
    public void A_request_before_a_poll_shares_it()
    {
        var poll = Poll(look => $"look {look}");
        async Task<string> Late()
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), _world.Time).ConfigureAwait(false);
            return await poll.NextAsync().ConfigureAwait(false);
        }

        Assert.Equal(["look 1", "look 1", "look 1"], _world.Run(() => Task.WhenAll(poll.NextAsync(), Late(), poll.NextAsync())));
        Assert.Equal("look 2", _world.Run(poll.NextAsync));
    }

    [Fact]
    public void Polls_follow_the_schedule()
    {
        var poll = Poll(look => $"look {look}");
        List<double> times = [];
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(PollSchedule.DelayBefore(i), poll.NextDelay);
            _world.Run(poll.NextAsync);
            times.Add(_world.Elapsed.TotalSeconds);
        }

        Assert.Equal([0.5, 1.5, 3.5, 7.5], times);
    }

    [Fact]
    public void A_failed_poll_fails_for_every_wait_that_shares_it_and_the_next_poll_is_new()
    {
        var poll = Poll(look => look == 1 ? throw Given.Loss() : $"look {look}");

        Assert.Throws<AtlasUnreachableException>(() => _world.Run(() => Task.WhenAll(poll.NextAsync(), poll.NextAsync())));
        Assert.Equal(1, _looks);
        Assert.Equal("look 2", _world.Run(poll.NextAsync));
    }

    [Fact]
    public async Task A_stop_ends_the_pause_and_no_poll_follows()
    {
        using var stop = new CancellationTokenSource();
        var poll = Poll(look => $"look {look}", stop.Token);

        var next = poll.NextAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Equal(0, _looks);
    }

    /// <summary>On a busy machine a poll can complete before it is stored. If it were kept, waits would spin on it until their timeout.</summary>
    [Fact]
    public async Task A_poll_that_completes_while_it_is_begun_is_not_kept()
    {
        var poll = new SharedPoll<int>(_ => Task.FromResult(++_looks), new ImmediateTime(), default);

        Assert.Equal(1, await poll.NextAsync());
        Assert.Equal(2, await poll.NextAsync());
    }

    private sealed class ImmediateTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
