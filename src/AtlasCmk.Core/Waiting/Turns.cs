namespace AtlasCmk;

/// <summary>Lets work that runs beside other work of its kind do one part alone.</summary>
internal sealed class Turns
{
    private readonly object _gate = new();
    private Task _last = Task.CompletedTask;

    public async Task<T> TakeAsync<T>(Func<Task<T>> work)
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
            await before.ConfigureAwait(false);
            return await work().ConfigureAwait(false);
        }
        finally
        {
            mine.SetResult();
        }
    }
}
