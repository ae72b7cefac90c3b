using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Tries a change again where Azure is known to lag. In an emergency the right to freeze may have been granted a moment ago.</summary>
/// <param name="patience">For how long, over all changes of one run; null not to wait.</param>
/// <param name="log">Gets the warning.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class GrantLag(TimeSpan? patience, IOperationLog log, TimeProvider time, CancellationToken cancellation)
{
    private static readonly string[] s_refusals = ["ForbiddenByRbac", "ForbiddenByPolicy", "AccessDenied", "AuthorizationFailed", "LinkedAuthorizationFailed"];

    /// <summary>RoleAssignmentExists is among them for one that was deleted just now: who gives one looks first whether it is there.</summary>
    private static readonly string[] s_conflicts = ["Conflict", "ConflictError", "AnotherOperationInProgress", "RoleAssignmentExists"];

    /// <summary>How much of the patience is used up.</summary>
    public TimeSpan Spent { get; private set; }

    /// <param name="grant">What the change is about.</param>
    /// <param name="change">The change; what it may have done before it is tried again does no harm.</param>
    public async Task PassAsync(KeyGrant grant, Func<Task> change)
    {
        var (began, before) = (time.GetTimestamp(), Spent);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await change().ConfigureAwait(false);
                return;
            }
            catch (AzureApiException e) when (Spent < patience && (IsRefusal(e) || IsConflict(e)))
            {
                if (tries == 0)
                {
                    log.Warning($"{grant}: {(IsRefusal(e) ? "Azure does not let this session change it. A right that was granted just now takes some minutes to work" : "something else is under way in Azure")} ({e.InnerErrorCode ?? e.ErrorCode}), so it is tried again for {(patience.Value - Spent).TotalMinutes:0.#} min.");
                }

                await Task.Delay(PollSchedule.DelayBefore(tries), time, cancellation).ConfigureAwait(false);
                Spent = before + time.GetElapsedTime(began);
            }
        }
    }

    private static bool IsRefusal(AzureApiException e) => e.Kind == FailureKind.PermissionDenied && s_refusals.Contains(e.InnerErrorCode ?? e.ErrorCode);

    private static bool IsConflict(AzureApiException e) => e.IsConflict && (s_conflicts.Contains(e.InnerErrorCode ?? e.ErrorCode) || e.Message.Contains("try again", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("retry", StringComparison.OrdinalIgnoreCase));
}
