namespace AtlasCmk.Workflows.Rotation;

/// <summary>A clock for one task. It measures elapsed time, independent of changes to the machine's clock.</summary>
internal sealed class ElapsedClock(TimeProvider time)
{
    private readonly long _since = time.GetTimestamp();

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    public TimeSpan Elapsed => time.GetElapsedTime(_since);

    /// <summary>The time to record. If the machine's clock was changed, it is the later time, because keeping a version too long does no harm.</summary>
    public DateTimeOffset Now => Started + Elapsed is var measured && time.GetUtcNow() is var read && read > measured ? read : measured;
}
