using System.Collections.Concurrent;
using System.Globalization;

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

/// <summary>All changes of a vault in Resource Manager: one at a time in this process, with retries if a change from elsewhere overlaps.</summary>
internal sealed class VaultWriter(ConnectionOptions options, VaultLock vaultLock, IOperationLog log)
{
    /// <param name="vault">The vault to change.</param>
    /// <param name="timeout">The timeout for the change, including retries but not the wait for its turn.</param>
    /// <param name="change">Sends the change. It receives the remaining time.</param>
    public Task<T> WriteAsync<T>(KeyVaultReference vault, TimeSpan timeout, Func<TimeSpan, Task<T>> change, CancellationToken cancellation) =>
        vaultLock.HoldAsync($"{options.Sandbox?.Port}{vault.ResourceId}", () => RepeatAsync(vault, timeout, change, cancellation), log, cancellation);

    private async Task<T> RepeatAsync<T>(KeyVaultReference vault, TimeSpan timeout, Func<TimeSpan, Task<T>> change, CancellationToken cancellation)
    {
        var started = options.Time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var (left, delay) = (timeout - options.Time.GetElapsedTime(started), PollSchedule.DelayBefore(attempt));
            try
            {
                return await change(left).ConfigureAwait(false);
            }
            catch (AzureApiException e) when (AzureConflicts.IsOverlap(e) && options.Time.GetElapsedTime(started) + delay < timeout)
            {
                log.Verbose(string.Create(CultureInfo.InvariantCulture, $"Another change of key vault {vault.Name} overlaps ({e.ErrorCode}); try {attempt + 2} in {delay.TotalSeconds:0.#} s."));
                await Task.Delay(delay, options.Time, cancellation).ConfigureAwait(false);
            }
        }
    }
}
