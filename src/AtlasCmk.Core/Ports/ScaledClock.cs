namespace AtlasCmk.Ports;

/// <summary>The clock of a Sandbox's world that runs faster than the machine's, so that practicing does not take hours.</summary>
/// <param name="machine">The machine's clock.</param>
/// <param name="origin">When both clocks show the same time.</param>
/// <param name="speed">The seconds that pass in the world for each second on the machine.</param>
internal sealed class ScaledClock(TimeProvider machine, DateTimeOffset origin, int speed) : TimeProvider
{
    public const int Fastest = 1000;

    public override long TimestampFrequency => machine.TimestampFrequency / speed;

    public override DateTimeOffset GetUtcNow() => origin + ((machine.GetUtcNow() - origin) * speed);

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(machine.CreateTimer(callback, state, OnMachine(dueTime), OnMachine(period)), this);

    /// <summary>The clock for what a faster world does not affect: the duration of a request, and how long users wait.</summary>
    public static TimeProvider MachineOf(TimeProvider time) => time is ScaledClock { Machine: var machine } ? machine : time;

    private TimeProvider Machine => machine;

    /// <summary>In whole milliseconds, rounded up so that no timer is early.</summary>
    private TimeSpan OnMachine(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / speed));

    private sealed class ScaledTimer(ITimer timer, ScaledClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.OnMachine(dueTime), clock.OnMachine(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
