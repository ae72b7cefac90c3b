using System.Globalization;

namespace AtlasCmk.Clients;

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
