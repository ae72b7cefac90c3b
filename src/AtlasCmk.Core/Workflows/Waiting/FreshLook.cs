namespace AtlasCmk.Workflows;

/// <summary>A look that never began before somebody asked for it: who asks while one is under way shares the next with all who do.</summary>
/// <remarks>So many who come at once cost two requests, and nobody sees what was true before he came.</remarks>
internal sealed class FreshLook<T>(Func<Task<T>> look)
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
        // Whether it fails is for those to hear who share it. It may end before this is even kept as the next.
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
