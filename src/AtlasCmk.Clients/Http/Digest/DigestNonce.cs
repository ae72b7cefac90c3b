namespace AtlasCmk.Clients;

/// <summary>A challenge while it can be answered, and how often it has been.</summary>
/// <remarks>
/// Atlas says neither how long a nonce lives nor how often it may be used. The layout of its challenges is Jetty's, whose
/// defaults are 60 seconds and counts below 1024. Renewing just before that spares the request that would be refused, for every
/// one of the requests that are under way side by side.
/// </remarks>
internal sealed class DigestNonce(DigestChallenge challenge, TimeProvider time)
{
    private const int MaxUses = 1023;
    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(55);

    private readonly TimeProvider _clock = ScaledClock.MachineOf(time);
    private readonly long _received = ScaledClock.MachineOf(time).GetTimestamp();
    private int _uses;

    public DigestChallenge Challenge { get; } = challenge;

    /// <summary>The next count, each once however many ask; null where the nonce is used up.</summary>
    public DigestUse? TryUse() =>
        _clock.GetElapsedTime(_received) < s_life && Interlocked.Increment(ref _uses) is var count && count is > 0 and <= MaxUses ? new(this, count) : null;
}
