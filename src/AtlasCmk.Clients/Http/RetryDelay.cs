using System.Net;

namespace AtlasCmk.Clients;

/// <summary>How long to wait before the next try.</summary>
internal static class RetryDelay
{
    // Atlas's advice for a 429 that names no time: 10, 20, 40 seconds and so on, plus jitter.
    private static readonly TimeSpan s_throttled = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_hiccup = TimeSpan.FromSeconds(0.5);

    /// <param name="failedTries">How many tries have failed, from 1.</param>
    /// <param name="response">The last answer; null where it was lost.</param>
    public static TimeSpan After(int failedTries, HttpResponseMessage? response, DateTimeOffset now)
    {
        if (response?.Headers.RetryAfter is { } asked)
        {
            var named = asked.Delta ?? asked.Date - now ?? TimeSpan.Zero;
            return named > TimeSpan.Zero ? named : TimeSpan.Zero;
        }

        var first = response?.StatusCode == HttpStatusCode.TooManyRequests ? s_throttled : s_hiccup;
        return first * Math.Pow(2, failedTries - 1) * (1 + (Random.Shared.NextDouble() / 4));
    }
}
