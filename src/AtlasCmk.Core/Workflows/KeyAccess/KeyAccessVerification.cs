using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Checks in Azure whether a change is effective, because an accepted request does not prove it.</summary>
internal sealed class KeyAccessVerification(AzureKeyAccess access, SessionContext azure, KeyAccessTarget target, KeyAccessJournal journal)
{
    /// <summary>Azure can show a change shortly after accepting it.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(15);

    private readonly List<string> _open = [];

    /// <summary>The changes that are not visible, as text.</summary>
    public IReadOnlyList<string> Open => _open;

    public Task AfterTakingAsync(KeyGrant grant) => VerifyAsync(grant, grant.Within, KeyAccessEvent.Taken, KeyAccessEvent.NotTaken, "confirmed to be gone", "still there");

    public Task AfterGivingAsync(KeyGrant grant) => VerifyAsync(grant, grant.Beyond, KeyAccessEvent.Given, KeyAccessEvent.NotGiven, "confirmed to be back", "still missing");

    /// <summary>One read after a failed change, because its response may have been lost after the change.</summary>
    public async Task<bool> AfterFailureAsync(KeyGrant grant)
    {
        var there = await ReadResult.FromAsync(() => access.FindAgainAsync(target, [grant])).ConfigureAwait(false);
        var rest = there.IsKnown ? grant.Within(there.Value!) : null;
        journal.Seen(!there.IsKnown ? KeyAccessEvent.Unseen : rest is null ? KeyAccessEvent.Taken : KeyAccessEvent.NotTaken, rest ?? grant,
            !there.IsKnown ? $"not read ({there.Reason.TrimEnd('.')})" : rest is null ? "confirmed to be gone" : "still there");
        return there.IsKnown && rest is null;
    }

    /// <param name="grant">What was changed.</param>
    /// <param name="wrong">What differs from the expected state.</param>
    /// <param name="done">The event for success.</param>
    /// <param name="undone">The event for failure.</param>
    /// <param name="right">The observation for success, as text.</param>
    /// <param name="otherwise">The observation for failure, as text.</param>
    private async Task VerifyAsync(KeyGrant grant, Func<IReadOnlyCollection<KeyGrant>, KeyGrant?> wrong, string done, string undone, string right, string otherwise)
    {
        var began = azure.Time.GetTimestamp();
        for (var polls = 0; ; polls++)
        {
            var there = await ReadResult.FromAsync(() => access.FindAgainAsync(target, [grant])).ConfigureAwait(false);
            var rest = there.IsKnown ? wrong(there.Value!) : null;
            if (there.IsKnown && rest is null)
            {
                journal.Seen(done, grant, right);
                return;
            }

            if (azure.Time.GetElapsedTime(began) >= s_timeout)
            {
                _open.Add(rest is null ? $"{grant}: unknown, because it could not be read ({there.Reason.TrimEnd('.')})" : $"{rest}: {otherwise}");
                journal.Seen(rest is null ? KeyAccessEvent.Unseen : undone, rest ?? grant, rest is null ? $"not read ({there.Reason.TrimEnd('.')})" : otherwise);
                return;
            }

            await Task.Delay(PollSchedule.DelayBefore(polls), azure.Time, azure.Cancellation).ConfigureAwait(false);
        }
    }
}
