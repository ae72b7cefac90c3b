using System.Collections.Concurrent;

namespace AtlasCmk.Clients;

/// <summary>Allows one change of a vault at a time, because Key Vault refuses overlapping control-plane writes (409 ConflictError).</summary>
internal sealed class VaultLock
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The locks, shared by all commands, sessions and runspaces of this process.</summary>
    public static VaultLock OfProcess { get; } = new();

    /// <summary>Runs the change after all earlier ones. While it waits, other work can run.</summary>
    /// <param name="vault">The vault's resource ID.</param>
    public async Task<T> HoldAsync<T>(string vault, Func<Task<T>> change, IOperationLog log, CancellationToken cancellation)
    {
        var turn = _locks.GetOrAdd(vault, _ => new(1, 1));
        if (!turn.Wait(0, CancellationToken.None))
        {
            await WaitAsync(turn, vault, log, cancellation).ConfigureAwait(false);
        }

        try
        {
            cancellation.ThrowIfCancellationRequested();
            return await change().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task WaitAsync(SemaphoreSlim turn, string vault, IOperationLog log, CancellationToken cancellation)
    {
        log.Verbose($"Another change of {vault} is in progress in this process. The next one starts when it completes.");
        log.WaitBegins();
        try
        {
            await turn.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            log.WaitEnds();
        }
    }
}
