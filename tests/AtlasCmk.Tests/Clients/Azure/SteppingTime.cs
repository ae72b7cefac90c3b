using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace AtlasCmk.Tests.Clients;

/// <summary>A clock that moves only for waits of up to <see cref="LongestStep"/>: it jumps to the end of the wait. Longer timers are time limits, and only such jumps bring them nearer.</summary>
internal sealed class SteppingTime : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public TimeSpan LongestStep { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Completes when a jump may happen. A real clock leaves all that poll together time to wait for the same poll.</summary>
    public Func<Task> Ready { get; init; } = () => Task.CompletedTask;

    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= LongestStep)
        {
            _waits.Enqueue(dueTime);
            _ = Task.Run(async () =>
            {
                await Ready();
                Advance(dueTime);
            });
        }

        return timer;
    }
}
