using System.Net.Http.Headers;

namespace AtlasCmk.Clients;

/// <summary>How long to wait before the next try.</summary>
internal static class RetryDelay
{
    /// <summary>The double each time, with up to a quarter of jitter.</summary>
    public static TimeSpan Backoff(TimeSpan first, int failedTries, TimeSpan? longest = null)
    {
        var delay = first * Math.Pow(2, failedTries - 1);
        return (delay > longest ? longest.Value : delay) * (1 + (Random.Shared.NextDouble() / 4));
    }

    /// <summary>How long the server asks to wait, in seconds or until a date; null where it does not say.</summary>
    public static TimeSpan? Asked(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header is null ? null : (header.Delta ?? header.Date - now) is { } delay && delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
}
