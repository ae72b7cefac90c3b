using System.Net.Http.Headers;

namespace AtlasCmk.Clients;

/// <summary>The wait before the next try.</summary>
internal static class RetryDelay
{
    /// <summary>Doubles each time, with up to 25% jitter.</summary>
    public static TimeSpan Backoff(TimeSpan first, int failedTries, TimeSpan? longest = null)
    {
        var delay = first * Math.Pow(2, failedTries - 1);
        return (delay > longest ? longest.Value : delay) * (1 + (Random.Shared.NextDouble() / 4));
    }

    /// <summary>The wait that the server requests, in seconds or as a date. Null if there is none.</summary>
    public static TimeSpan? Asked(RetryConditionHeaderValue? header, DateTimeOffset now) =>
        header is null ? null : (header.Delta ?? header.Date - now) is { } delay && delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
}
