using AtlasCmk.Display;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Display;

public sealed class AgeTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 8, 15, 30, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "0 s ago")]
    [InlineData(59, "59 s ago")]
    [InlineData(60, "1 min ago")]
    [InlineData(3599, "59 min ago")]
    [InlineData(3600, "1 h ago")]
    [InlineData(172799, "47 h ago")]
    [InlineData(172800, "2 d ago")]
    [InlineData(86400 * 999, "999 d ago")]
    [InlineData(86400 * 1100, "3 y ago")]
    [InlineData(-1, "in 1 s")]
    [InlineData(-86400 * 38, "in 38 d")]
    public void An_age_is_shown_in_its_largest_useful_unit(long seconds, string age) => Assert.Equal(age, Age.Of(s_now.AddSeconds(-seconds), s_now));

    [Fact]
    public void A_time_is_shown_in_UTC_whatever_its_offset() =>
        Assert.Equal("2026-11-20 06:15Z (3 d ago)", Age.Beside(new(2026, 11, 20, 8, 15, 0, TimeSpan.FromHours(2)), s_now, "yyyy-MM-dd HH:mm'Z'"));

    [Fact]
    public void Any_two_times_have_an_age() => Gen.Select(Gen.DateTimeOffset, Gen.DateTimeOffset).Sample((time, now) => Age.Of(time, now).Length > 0);
}
