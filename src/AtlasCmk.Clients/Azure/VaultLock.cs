using System.Collections.Concurrent;

namespace AtlasCmk.Clients;

/// <summary>Lets one change of a vault be under way at a time: Key Vault refuses control-plane writes that overlap (409 ConflictError).</summary>
internal sealed class VaultLock
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _locks = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The locks that all commands, projects, sessions and runspaces of this process share.</summary>
    public static VaultLock OfProcess { get; } = new();

    /// <summary>Runs the change once those that came before are over. While it waits, other work may take its place.</summary>
    /// <param name="vault">The vault's resource id.</param>
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
        log.Verbose($"Another change of {vault} is under way in this process; the next one starts when it is complete.");
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
