namespace AtlasCmk.Workflows;

/// <summary>A lock for asynchronous work, in the order of the callers. Unlike SemaphoreSlim it continues the next one in place, so tests with a fake clock see one order.</summary>
internal sealed class AsyncLock
{
    private readonly object _gate = new();
    private Task _last = Task.CompletedTask;

    /// <param name="work">What runs while the lock is held.</param>
    /// <param name="cancellation">Ends the wait for the lock. Later callers still wait for the earlier ones.</param>
    public async Task<T> HoldAsync<T>(Func<Task<T>> work, CancellationToken cancellation = default)
    {
        var mine = new TaskCompletionSource();
        Task before;
        lock (_gate)
        {
            before = _last;
            _last = mine.Task;
        }

        try
        {
            await before.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            _ = before.ContinueWith(_ => mine.SetResult(), TaskScheduler.Default);
            throw;
        }

        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            mine.SetResult();
        }
    }
}
