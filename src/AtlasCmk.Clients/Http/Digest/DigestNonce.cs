namespace AtlasCmk.Clients;

/// <summary>A reusable challenge, and how often it was used.</summary>
/// <remarks>
/// Atlas does not document how long or how often a nonce can be used. Its challenges have Jetty's format, whose
/// defaults are 60 seconds and counts below 1024. Renewal just before these limits avoids a refused request for each of
/// the concurrent requests.
/// </remarks>
internal sealed class DigestNonce(DigestChallenge challenge, TimeProvider time)
{
    private const int MaxUses = 1023;
    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(55);

    private readonly TimeProvider _clock = ScaledClock.MachineOf(time);
    private readonly long _received = ScaledClock.MachineOf(time).GetTimestamp();
    private int _uses;

    public DigestChallenge Challenge { get; } = challenge;

    /// <summary>The next count, unique across concurrent requests. Null if the nonce is used up.</summary>
    public DigestUse? TryUse() =>
        _clock.GetElapsedTime(_received) < s_life && Interlocked.Increment(ref _uses) is var count && count is > 0 and <= MaxUses ? new(this, count) : null;
}

/// <summary>One use of a challenge, with one count (<c>nc</c>).</summary>
internal sealed record DigestUse(DigestNonce Nonce, int Count)
{
    /// <summary>Whether the nonce was used before. Some servers accept each nonce only once.</summary>
    public bool IsReuse => Count > 1;
}
