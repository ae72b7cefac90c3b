using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Waiting;

public sealed class PollScheduleTests
{
    [Fact]
    public void The_first_looks_come_soon_and_later_ones_less_and_less_often() =>
        Assert.Equal([0.5, 1, 2, 4, 8, 10, 10], Enumerable.Range(0, 7).Select(look => PollSchedule.DelayBefore(look).TotalSeconds));

    [Fact]
    public void However_long_it_takes_ten_seconds_is_the_longest_pause() =>
        Gen.Int[5, int.MaxValue].Sample(look => PollSchedule.DelayBefore(look) == TimeSpan.FromSeconds(10));
}
