using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>A shared poll for many waits. Each poll takes one request, independent of the number of waits.</summary>
internal sealed class SharedPoll<T>(Func<CancellationToken, Task<T>> look, TimeProvider time, CancellationToken cancellation)
{
    private readonly object _gate = new();
    private Task<T>? _next;
    private int _looks;

    /// <summary>When the next poll is due, for progress.</summary>
    public TimeSpan NextDelay => PollSchedule.DelayBefore(_looks);

    /// <summary>The result of the next poll. Callers that ask before it share it.</summary>
    public Task<T> NextAsync()
    {
        lock (_gate)
        {
            // A poll can complete before it is stored here, so it cannot clear the field itself.
            return _next is { IsCompleted: false } ? _next : _next = LookAsync();
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
            Interlocked.Increment(ref _looks);
        }
    }
}
