namespace AtlasCmk;

/// <summary>Lets work that runs beside other work of its kind do one part alone.</summary>
internal sealed class Turns
{
    private readonly object _gate = new();
    private Task _last = Task.CompletedTask;

    /// <param name="work">The part.</param>
    /// <param name="cancellation">Ends the waiting for the turn; those who come next still wait for those before.</param>
    public async Task<T> TakeAsync<T>(Func<Task<T>> work, CancellationToken cancellation = default)
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
