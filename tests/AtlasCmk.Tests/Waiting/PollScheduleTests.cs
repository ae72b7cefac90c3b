using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Waiting;

public sealed class PollScheduleTests
{
    [Fact]
    public void The_first_polls_are_frequent_and_later_ones_less_frequent() =>
        Assert.Equal([0.5, 1, 2, 4, 8, 10, 10], Enumerable.Range(0, 7).Select(look => PollSchedule.DelayBefore(look).TotalSeconds));

    [Fact]
    public void The_longest_pause_is_ten_seconds() =>
        Gen.Int[5, int.MaxValue].Sample(look => PollSchedule.DelayBefore(look) == TimeSpan.FromSeconds(10));
}
