using System.Globalization;

namespace AtlasCmk.Clients;

/// <summary>What one try brought.</summary>
/// <param name="Answer">The answer in words, for the Verbose line.</param>
/// <param name="MaxTries">How often the request may be sent in all after such an answer; 1 where it is final.</param>
/// <param name="Backoff">How long to wait where the server does not ask for a time.</param>
/// <param name="Asked">How long the server asks to wait; null where it does not say.</param>
internal readonly record struct Attempt(string Answer, int MaxTries, TimeSpan Backoff, TimeSpan? Asked);

/// <summary>The one loop that sends a request to Atlas or Azure again: bounded in count and time, on the session's clock, with one Verbose line a retry.</summary>
internal static class RetryLoop
{
    /// <summary>Resource Manager may ask for half an hour. A command that stays silent so long looks dead, so it ends with the service's answer instead.</summary>
    private static readonly TimeSpan s_allTries = TimeSpan.FromMinutes(5);

    /// <param name="send">Sends the request; it receives which try this is, from 1.</param>
    /// <param name="announce">Gets the Verbose line.</param>
    /// <param name="time">The session's clock.</param>
    /// <param name="cancellation">Ends a wait at once.</param>
    public static async Task RunAsync(Func<int, Task<Attempt>> send, Action<string> announce, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var attempt = await send(tries).ConfigureAwait(false);
            if (tries >= attempt.MaxTries)
            {
                return;
            }

            var delay = attempt.Asked ?? attempt.Backoff;
            if (time.GetElapsedTime(started) + delay > s_allTries)
            {
                if (attempt.Asked is { } asked)
                {
                    announce(string.Create(CultureInfo.InvariantCulture, $"{attempt.Answer}; not tried again: it asks for {asked.TotalSeconds:0.#} s, more than is left of {s_allTries.TotalMinutes:0} min"));
                }

                return;
            }

            announce(string.Create(CultureInfo.InvariantCulture, $"{attempt.Answer}; try {tries + 1} of {attempt.MaxTries} in {delay.TotalSeconds:0.#} s"));
            await Task.Delay(delay, time, cancellation).ConfigureAwait(false);
        }
    }
}
