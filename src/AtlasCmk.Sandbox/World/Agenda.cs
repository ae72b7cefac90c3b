namespace AtlasCmk.Sandbox.World;

/// <summary>What will happen, in the order of time. Nothing happens by itself: whoever looks at the world first runs what is due.</summary>
internal sealed class Agenda(WorldClock clock)
{
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Number)> _events = new();
    private DateTimeOffset? _eventTime;
    private long _number;

    /// <summary>The time of the event that is running, else the clock's: an event that comes late still happens at its time.</summary>
    public DateTimeOffset Now => _eventTime ?? clock.Now;

    public void After(TimeSpan delay, Action happening) => _events.Enqueue(happening, (Now + delay, _number++));

    public void RunDue()
    {
        var now = clock.Now;
        while (_events.TryPeek(out var happening, out var when) && when.Due <= now)
        {
            _events.Dequeue();
            _eventTime = when.Due;
            try
            {
                happening();
            }
            finally
            {
                _eventTime = null;
            }
        }
    }
}
