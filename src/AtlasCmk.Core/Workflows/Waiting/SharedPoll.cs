using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>One repeated look at something that many wait for: each look costs one request, however many are waiting.</summary>
internal sealed class SharedPoll<T>(Func<CancellationToken, Task<T>> look, TimeProvider time, CancellationToken cancellation)
{
    private readonly object _gate = new();
    private Task<T>? _next;
    private int _looks;

    /// <summary>When the next look is due, for those who tell a user.</summary>
    public TimeSpan NextDelay => PollSchedule.DelayBefore(_looks);

    /// <summary>What the next look sees; callers that ask before it is taken share it.</summary>
    public Task<T> NextAsync()
    {
        lock (_gate)
        {
            return _next ??= LookAsync();
        }
    }

    private async Task<T> LookAsync()
    {
        try
        {
            await Task.Delay(NextDelay, time, cancellation).ConfigureAwait(false);
            return await look(cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _looks++;
                _next = null;
            }
        }
    }
}
