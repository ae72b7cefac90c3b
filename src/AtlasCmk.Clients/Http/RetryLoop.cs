using System.Globalization;

namespace AtlasCmk.Clients;

/// <summary>The outcome of one try.</summary>
/// <param name="Answer">The outcome as text, for the Verbose line.</param>
/// <param name="MaxTries">The maximum number of tries after such a response. 1 if it is final.</param>
/// <param name="Backoff">The wait if the server does not request one.</param>
/// <param name="Asked">The wait that the server requests, or null.</param>
internal readonly record struct Attempt(string Answer, int MaxTries, TimeSpan Backoff, TimeSpan? Asked)
{
    /// <summary>The time that all tries until now spent in the queue of a rate limit. It does not count.</summary>
    public TimeSpan Held { get; init; }
}

/// <summary>The retry loop for Atlas and Azure: limited in count and time, on the session's clock, with one Verbose line per retry.</summary>
internal static class RetryLoop
{
    /// <summary>Resource Manager can request half an hour. A command should not be silent for so long, so it ends with the service's response instead.</summary>
    private static readonly TimeSpan s_allTries = TimeSpan.FromMinutes(5);

    /// <param name="send">Sends the request. It receives the number of the try, from 1.</param>
    /// <param name="announce">Receives the Verbose line.</param>
    /// <param name="time">The session's clock.</param>
    /// <param name="cancellation">Cancels a wait at once.</param>
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
            if (time.GetElapsedTime(started) - attempt.Held + delay > s_allTries)
            {
                if (attempt.Asked is { } asked)
                {
                    announce(string.Create(CultureInfo.InvariantCulture,
                        $"{attempt.Answer}; not retried: the requested wait of {asked.TotalSeconds:0.#} s exceeds what is left of {s_allTries.TotalMinutes:0} min"));
                }

                return;
            }

            announce(string.Create(CultureInfo.InvariantCulture, $"{attempt.Answer}; try {tries + 1} of {attempt.MaxTries} in {delay.TotalSeconds:0.#} s"));
            await Task.Delay(delay, time, cancellation).ConfigureAwait(false);
        }
    }
}
