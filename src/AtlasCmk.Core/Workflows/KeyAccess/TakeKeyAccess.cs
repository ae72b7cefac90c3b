using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Removes the rights in a record one by one, and reports for each whether it was removed.</summary>
/// <param name="access">Removes rights.</param>
/// <param name="azure">Azure.</param>
/// <param name="journal">Emits events.</param>
internal sealed class TakeKeyAccess(AzureKeyAccess access, SessionContext azure, KeyAccessJournal journal)
{
    /// <param name="record">The record, which is already on disk.</param>
    /// <param name="held">The rights in it that still exist, in the order of removal.</param>
    /// <param name="path">The record's file.</param>
    /// <param name="again">The command to continue.</param>
    public async Task RunAsync(KeyAccessRecord record, IReadOnlyList<KeyGrant> held, string path, PowerShellCommand again)
    {
        var (target, verification) = (record.Target, new KeyAccessVerification(access, azure, record.Target, journal));
        for (var i = 0; i < held.Count; i++)
        {
            try
            {
                await access.TakeAsync(record, held[i]).ConfigureAwait(false);
            }
            catch (AtlasCmkException e)
            {
                var isGone = await verification.AfterFailureAsync(held[i]).ConfigureAwait(false);
                Leave(held.Skip(i + 1), "not tried");
                throw KeyAccessErrors.RevocationIncomplete(target, held[i], isGone ? held.Take(i + 1) : held.Take(i), isGone ? held.Skip(i + 1) : held.Skip(i), path, again, e);
            }

            await verification.AfterTakingAsync(held[i]).ConfigureAwait(false);
            if (target.TakesEveryVersion && verification.Open.Count > 0)
            {
                Leave(held.Skip(i + 1), "not tried, because Atlas would fall back to the older version, which is not confirmed to be disabled");
                break;
            }
        }

        _ = verification.Open.Count > 0 ? throw KeyAccessErrors.AccessNotTaken(target, verification.Open, again) : 0;
    }

    /// <summary>Atlas uses a version that was created or enabled in the meantime. Then nothing is frozen.</summary>
    /// <param name="record">The removed rights. Resource Manager's list can lag behind the vault, so a version that it still lists as enabled is read separately.</param>
    /// <param name="again">The command to continue.</param>
    /// <param name="another">The same command with a new record.</param>
    public async Task CheckNoneIsEnabledAsync(KeyAccessRecord record, PowerShellCommand again, PowerShellCommand another)
    {
        var target = record.Target;
        if (!target.TakesEveryVersion)
        {
            return;
        }

        var enabled = await ReadResult.FromAsync(() => EnabledAsync(record)).ConfigureAwait(false);
        if (!enabled.IsKnown)
        {
            journal.Own(KeyAccessEvent.Unseen, target.Key!.KeyName, $"it is unknown whether another version is enabled ({enabled.Reason.TrimEnd('.')})");
            throw KeyAccessErrors.AccessNotTaken(target, [$"it is unknown whether another version of {target.Key.KeyName} is enabled ({enabled.Reason.TrimEnd('.')})"], again);
        }

        if (enabled.Value! is { Count: > 0 } more)
        {
            Leave(more, "created or enabled during the freeze; Atlas uses the latest enabled version");
            throw KeyAccessErrors.NewVersionEnabled(target, more, another);
        }
    }

    private async Task<IReadOnlyList<KeyGrant>> EnabledAsync(KeyAccessRecord record)
    {
        var listed = await access.FindAsync(record.Target).ConfigureAwait(false);
        var others = KeyGrant.Beyond(listed, record.Taken);
        var again = await access.FindAgainAsync(record.Target, KeyGrant.Beyond(listed, others)).ConfigureAwait(false);
        return [.. others, .. again];
    }

    private void Leave(IEnumerable<KeyGrant> grants, string why)
    {
        foreach (var grant in grants)
        {
            journal.Seen(KeyAccessEvent.NotTaken, grant, why);
        }
    }
}
