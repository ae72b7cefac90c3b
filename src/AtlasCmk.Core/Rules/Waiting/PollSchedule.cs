namespace AtlasCmk.Rules;

/// <summary>When to poll: soon at first, because a small change can be complete at once, then less and less often.</summary>
/// <remarks>Atlas takes about three minutes for an endpoint and allows 1000 requests per minute and project. Ten seconds is a small fraction of both.</remarks>
internal static class PollSchedule
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_last = TimeSpan.FromSeconds(10);

    /// <summary>The longest interval between two polls.</summary>
    public static TimeSpan Longest => s_last;

    public static TimeSpan DelayBefore(int look)
    {
        var delay = s_first * Math.Pow(2, Math.Min(look, 10));
        return delay < s_last ? delay : s_last;
    }
}
