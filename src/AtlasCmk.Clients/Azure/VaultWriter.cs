using System.Globalization;

namespace AtlasCmk.Clients;

/// <summary>The one way to change a vault through Resource Manager: one change at a time in this process, and again where a change from elsewhere overlaps.</summary>
internal sealed class VaultWriter(ConnectionOptions options, VaultLock vaultLock, IOperationLog log)
{
    /// <param name="vault">The vault that is changed.</param>
    /// <param name="timeout">How long the change may take from its turn on, all tries included.</param>
    /// <param name="change">Sends the change; it receives the time that is left.</param>
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
