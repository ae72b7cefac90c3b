using AtlasCmk.Tests.Clients;
using Xunit;

namespace AtlasCmk.Tests.Azure;

/// <summary>When the secret ends that Atlas has, which Atlas does not report.</summary>
public sealed class SecretEndTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_secret_is_the_one()
    {
        var end = Of(null, Secret("abc", 10));

        Assert.Equal((true, s_now.AddDays(10), (bool?)false), (end.IsCertain, end.Earliest, end.HasEnded));
        Assert.Equal("the application's only client secret ends 2026-11-11 12:00Z", end.Explanation);
    }

    [Fact]
    public void Of_several_the_earliest_is_the_worst_case_and_the_latest_the_best()
    {
        var end = Of(null, Secret("abc", 200), Secret("def", 10));

        Assert.Equal((s_now.AddDays(10), s_now.AddDays(200), (bool?)false, false), (end.Earliest, end.Latest, end.HasEnded, end.IsCertain));
        Assert.Equal("Atlas has one of 2 client secrets: the earliest end is 2026-11-11 12:00Z, the latest 2027-05-20 12:00Z", end.Explanation);
    }

    [Fact]
    public void The_hint_tells_which_one_is_at_hand_and_is_not_shown()
    {
        var end = Of("defQ~secret", Secret("abc", 200), Secret("def", 10));

        Assert.Equal((s_now.AddDays(10), true), (end.Latest, end.IsCertain));
        Assert.Equal("the secret that you gave ends 2026-11-11 12:00Z", end.Explanation);
        Assert.DoesNotContain("def", Secret("def", 10).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de")]
    [InlineData("DEFQ~secret")]
    [InlineData("xyzQ~secret")]
    public void A_secret_that_no_hint_fits_leaves_it_open_and_says_so(string atHand)
    {
        var end = Of(atHand, Secret("abc", 200), Secret("def", 10));

        Assert.False(end.IsCertain);
        Assert.StartsWith("none of the application's secrets begins as the one that you gave; Atlas has one of 2", end.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_with_the_same_hint_are_not_told_apart()
    {
        var end = Of("abcQ~secret", Secret("abc", 200), Secret("abc", 20), Secret("def", -3));

        Assert.Equal((s_now.AddDays(20), s_now.AddDays(200), (bool?)false), (end.Earliest, end.Latest, end.HasEnded));
    }

    [Fact]
    public void One_that_has_ended_may_be_the_one_unless_Atlas_just_signed_in()
    {
        var open = Of(null, Secret("abc", -1), Secret("def", 100));
        Assert.Equal((s_now.AddDays(-1), s_now.AddDays(100), (bool?)null), (open.Earliest, open.Latest, open.HasEnded));
        Assert.Contains("of which 1 has ended", open.Explanation, StringComparison.Ordinal);

        var working = SecretEnd.Of(new("app", [Secret("abc", -1), Secret("def", 100)]), null, works: true, s_now);
        Assert.Equal((s_now.AddDays(100), true, (bool?)false), (working.Earliest, working.IsCertain, working.HasEnded));
    }

    [Fact]
    public void The_one_at_hand_can_have_ended_while_another_has_not()
    {
        var end = Of("abcQ~secret", Secret("abc", -1), Secret("def", 100));

        Assert.Equal((true, false), (end.HasEnded, end.NoneIsLeft));
        Assert.Equal("the secret that you gave ended 2026-10-31 12:00Z", end.Explanation);
    }

    [Fact]
    public void If_all_have_ended_none_is_left_whichever_Atlas_has()
    {
        var end = Of(null, Secret("abc", -30), Secret("def", -1));
        Assert.Equal((true, true), (end.HasEnded, end.NoneIsLeft));
        Assert.Equal("all 2 client secrets of application app have ended, the last one 2026-10-31 12:00Z", end.Explanation);

        Assert.Equal("application app has no client secret", Of(null).Explanation);
        Assert.True(Of(null).NoneIsLeft);
    }

    [Fact]
    public void An_end_that_is_not_reported_is_unknown_and_never_never()
    {
        var end = Of(null, Secret("abc", null), Secret("def", -1));

        Assert.Equal((null, null, (bool?)null, false), (end.Earliest, end.Latest, end.HasEnded, end.NoneIsLeft));
        Assert.Equal("Microsoft Graph does not report when 1 of 2 client secrets ends", end.Explanation);
    }

    private static SecretEnd Of(string? atHand, params ApplicationSecret[] secrets) =>
        SecretEnd.Of(new("app", secrets), atHand is null ? null : ArmFixture.Secret(atHand), works: false, s_now);

    private static ApplicationSecret Secret(string hint, int? days) => new("key", null, hint, null, days is { } d ? s_now.AddDays(d) : null);
}
