using System.Globalization;
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
        if (Asked(response, now) is { } asked)
        {
            return asked;
        }

        var first = response?.StatusCode == HttpStatusCode.TooManyRequests ? s_throttled : s_hiccup;
        return first * Math.Pow(2, failedTries - 1) * (1 + (Random.Shared.NextDouble() / 4));
    }

    /// <summary>How long the server asks to wait, in seconds or until a date; null where it does not say.</summary>
    public static TimeSpan? Asked(HttpResponseMessage? response, DateTimeOffset now)
    {
        if (response?.Headers.RetryAfter is not { } asked)
        {
            return null;
        }

        var named = asked.Delta ?? asked.Date - now ?? TimeSpan.Zero;
        return named > TimeSpan.Zero ? named : TimeSpan.Zero;
    }

    /// <summary>Why a request is given up whose server asks for more time than all tries may take.</summary>
    public static string TooLong(TimeSpan asked, TimeSpan allTries) => string.Create(CultureInfo.InvariantCulture,
        $"not tried again: it asks for {asked.TotalSeconds:0.#} s, more than is left of {allTries.TotalMinutes:0} min");
}
