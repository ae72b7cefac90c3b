namespace AtlasCmk;

/// <summary>A read that is made once, at the first call. A failure counts as the read; after a canceled one, the next caller reads again.</summary>
internal sealed class ReadOnce
{
    private readonly object _gate = new();
    private Task _reading = Task.CompletedTask;
    private bool _isDone;

    /// <summary>The read in progress, or a completed task. It does not fail.</summary>
    public Task Reading => Volatile.Read(ref _reading);

    /// <summary>Begins the read, if it is needed and was not made.</summary>
    public Task Begin(Func<bool> isNeeded, Func<Task> read)
    {
        lock (_gate)
        {
            if (!_isDone && _reading.IsCompleted && isNeeded())
            {
                _reading = Task.Run(() => ReadAsync(read), CancellationToken.None);
            }

            return _reading;
        }
    }

    /// <summary>Another read has answered it.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isDone = true;
        }
    }

    private async Task ReadAsync(Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch
        {
            // The caller works without it.
        }

        End();
    }
}
