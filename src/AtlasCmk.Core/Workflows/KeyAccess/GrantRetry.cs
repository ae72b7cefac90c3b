using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Retries a change if Azure is known to lag. In an emergency the right to freeze may have been granted just before.</summary>
/// <param name="patience">The total time to wait for all changes of a run, or null.</param>
/// <param name="log">Receives the warning.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class GrantRetry(TimeSpan? patience, IOperationLog log, TimeProvider time, CancellationToken cancellation)
{
    /// <summary>How much of the time to wait is used.</summary>
    public TimeSpan Spent { get; private set; }

    /// <param name="grant">The right that changes.</param>
    /// <param name="change">The change. It must be safe to retry.</param>
    public async Task RunAsync(KeyGrant grant, Func<Task> change)
    {
        var (began, before) = (time.GetTimestamp(), Spent);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await change().ConfigureAwait(false);
                return;
            }
            catch (AzureApiException e) when (Spent < patience && e.MayPass)
            {
                if (tries == 0)
                {
                    log.Warning($"{grant}: "
                        + (e.Kind == FailureKind.PermissionDenied ? "Azure does not let this session change it. A right that was granted just now takes some minutes to work"
                            : "another operation is in progress in Azure")
                        + $" ({e.InnerErrorCode ?? e.ErrorCode}), so AtlasCmk retries for {(patience.Value - Spent).TotalMinutes:0.#} min.");
                }

                await Task.Delay(PollSchedule.DelayBefore(tries), time, cancellation).ConfigureAwait(false);
                Spent = before + time.GetElapsedTime(began);
            }
        }
    }
}
