namespace AtlasCmk.Sandbox.World;

/// <summary>The outcome for a request.</summary>
/// <param name="Capacity">The capacity of the bucket.</param>
/// <param name="Refill">The tokens that arrive in a period.</param>
/// <param name="Remaining">The tokens that are left.</param>
/// <param name="Wait">The seconds until a token arrives. Null if the request got one.</param>
/// <param name="Counts">The counts of the bucket.</param>
/// <param name="Taken">The tokens that were taken from it until then.</param>
internal sealed record RateLimitAnswer(int Capacity, int Refill, int Remaining, int? Wait, RateLimitCounts Counts, int Taken)
{
    /// <summary>Notes that the caller has the response.</summary>
    /// <param name="number">The number of the response, in the order in which responses were sent.</param>
    /// <param name="now">The time.</param>
    public void WasSent(long number, DateTimeOffset now)
    {
        // Without a refusal, a caller knows only how many tokens arrive in a period.
        if (Remaining == 0)
        {
            Counts.Told(Taken, number, now + TimeSpan.FromSeconds(Wait ?? (RateLimitSet.RefillSeconds / (double)Refill)));
        }
    }
}

/// <summary>What a bucket has seen.</summary>
internal sealed class RateLimitCounts
{
    private readonly Lock _lock = new();
    private readonly List<(long Number, DateTimeOffset Until)> _told = [];

    public int Taken { get; private set; }

    public int Refused { get; private set; }

    /// <summary>
    /// Requests that were refused although a response that the caller had already said that no token was left, and the wait was not over.
    /// A careful client has none.
    /// </summary>
    public int RefusedAsAnnounced { get; private set; }

    public void Count(bool isRefused, long arrived, DateTimeOffset now)
    {
        lock (_lock)
        {
            _told.RemoveAll(one => one.Until <= now || !isRefused);
            Taken += isRefused ? 0 : 1;
            Refused += isRefused ? 1 : 0;
            RefusedAsAnnounced += isRefused && _told.Exists(one => one.Number <= arrived) ? 1 : 0;
        }
    }

    /// <summary>A response is outdated if a token was taken since.</summary>
    public void Told(int taken, long number, DateTimeOffset until)
    {
        lock (_lock)
        {
            if (taken == Taken)
            {
                _told.Add((number, until));
            }
        }
    }
}
