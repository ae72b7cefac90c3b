namespace AtlasCmk.Rules;

/// <summary>A clock for one piece of work: it measures what has passed, whatever happens to the machine's clock meanwhile.</summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly long _since = time.GetTimestamp();

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    public TimeSpan Elapsed => time.GetElapsedTime(_since);

    /// <summary>The time to write down. If the machine's clock was changed, the later of two times, since a version that is kept too long does no harm.</summary>
    public DateTimeOffset Now => Started + Elapsed is var measured && time.GetUtcNow() is var read && read > measured ? read : measured;
}
