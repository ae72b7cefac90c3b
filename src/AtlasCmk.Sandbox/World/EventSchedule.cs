namespace AtlasCmk.Sandbox.World;

/// <summary>Scheduled events, in order of time. Events run when something accesses the world: it first runs the events that are due.</summary>
internal sealed class EventSchedule(WorldClock clock)
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Number)> _events = new();
    private DateTimeOffset? _eventTime;
    private long _number;

    /// <summary>The time of the running event, or the clock's time. An event that runs late still has its scheduled time.</summary>
    public DateTimeOffset Now => _eventTime ?? clock.Now;

    public void After(TimeSpan delay, Action action) => _events.Enqueue(action, (Now + delay, _number++));

    public void RunDue()
    {
        var now = clock.Now;
        while (_events.TryPeek(out var action, out var when) && when.Due <= now)
        {
            _events.Dequeue();
            _eventTime = when.Due;
            try
            {
                action();
            }
            finally
            {
                _eventTime = null;
            }
        }
    }
}
