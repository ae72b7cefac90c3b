using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Waiting;

public sealed class ScaledClockTests
{
    private static readonly DateTimeOffset s_origin = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _machine = new(s_origin);
    private readonly ScaledClock _clock;

    public ScaledClockTests() => _clock = new(_machine, s_origin, 100);

    [Fact]
    public void A_second_of_the_machine_is_a_hundred_of_the_world()
    {
        var started = _clock.GetTimestamp();

        _machine.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(s_origin.AddSeconds(100), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(100), _clock.GetElapsedTime(started));
    }

    [Fact]
    public void Two_clocks_with_one_origin_show_the_same_time_whenever_they_were_made()
    {
        _machine.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(_clock.GetUtcNow(), new ScaledClock(_machine, s_origin, 100).GetUtcNow());
    }

    [Fact]
    public async Task A_wait_takes_its_part_on_the_machine_and_is_never_early()
    {
        var wait = Task.Delay(TimeSpan.FromSeconds(1.05), _clock);

        _machine.Advance(TimeSpan.FromMilliseconds(10));
        Assert.False(wait.IsCompleted);
        _machine.Advance(TimeSpan.FromMilliseconds(1));

        await wait;
        Assert.True(_clock.GetUtcNow() - s_origin >= TimeSpan.FromSeconds(1.05));
    }

    [Fact]
    public async Task A_timer_that_is_changed_and_one_that_repeats_are_scaled_too()
    {
        var (runs, never) = (0, 0);
        await using var timer = _clock.CreateTimer(_ => runs++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var other = _clock.CreateTimer(_ => never++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        _machine.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, runs);
        Assert.True(timer.Change(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
        _machine.Advance(TimeSpan.FromMilliseconds(40));

        Assert.Equal((3, 0), (runs, never));
    }

    [Fact]
    public void Times_that_the_world_cannot_speed_up_use_the_machines_clock()
    {
        Assert.Same(_machine, ScaledClock.MachineOf(_clock));
        Assert.Same(TimeProvider.System, ScaledClock.MachineOf(TimeProvider.System));
    }
}
