namespace AtlasCmk.Rules;

/// <summary>When to look again: soon at first, since a small change may be done at once, then less and less often.</summary>
/// <remarks>Atlas takes some three minutes for an endpoint and allows 1000 requests a minute and project; ten seconds is a small fraction of both.</remarks>
internal static class PollSchedule
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_last = TimeSpan.FromSeconds(10);

    /// <summary>The longest time between two looks.</summary>
    public static TimeSpan Longest => s_last;

    public static TimeSpan DelayBefore(int look)
    {
        var delay = s_first * Math.Pow(2, Math.Min(look, 10));
        return delay < s_last ? delay : s_last;
    }
}
