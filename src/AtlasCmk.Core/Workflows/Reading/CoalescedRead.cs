namespace AtlasCmk.Workflows;

/// <summary>A read that never starts before its caller asks for it. Callers during a running read share the next one.</summary>
/// <remarks>Many concurrent callers cost two requests, and no caller gets a state from before its call.</remarks>
internal sealed class CoalescedRead<T>(Func<Task<T>> look)
{
    private readonly object _gate = new();
    private Task _current = Task.CompletedTask;
    private Task<T>? _next;

    public Task<T> NowAsync()
    {
        lock (_gate)
        {
            return _next ?? (_current.IsCompleted ? Begin() : _next = NextAsync(_current));
        }
    }

    private async Task<T> NextAsync(Task current)
    {
        // Its callers get its exception. It can complete before it is stored as the next one.
        await current.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<T> begun;
        lock (_gate)
        {
            _next = null;
            begun = Begin();
        }

        return await begun.ConfigureAwait(false);
    }

    private Task<T> Begin()
    {
        var begun = look();
        _current = begun;
        return begun;
    }
}
