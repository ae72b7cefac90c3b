using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Takes what a record tells of, one thing after the other, and says of each whether it is gone.</summary>
/// <param name="access">Takes.</param>
/// <param name="azure">Azure.</param>
/// <param name="journal">Tells.</param>
internal sealed class TakeKeyAccess(AzureKeyAccess access, SessionContext azure, KeyAccessJournal journal)
{
    /// <param name="record">The record, which is on the disk.</param>
    /// <param name="held">What of it is still there, in the order in which to take it.</param>
    /// <param name="path">The record's file.</param>
    /// <param name="again">The command that goes on.</param>
    public async Task RunAsync(KeyAccessRecord record, IReadOnlyList<KeyGrant> held, string path, PowerShellCommand again)
    {
        var (target, look) = (record.Target, new AccessLook(access, azure, record.Target, journal));
        for (var i = 0; i < held.Count; i++)
        {
            try
            {
                await access.TakeAsync(record, held[i]).ConfigureAwait(false);
            }
            catch (AtlasCmkException e)
            {
                var isGone = await look.AfterFailureAsync(held[i]).ConfigureAwait(false);
                Leave(held.Skip(i + 1), "not tried");
                throw KeyAccessErrors.RevocationIncomplete(target, held[i], isGone ? held.Take(i + 1) : held.Take(i), isGone ? held.Skip(i + 1) : held.Skip(i), path, again, e);
            }

            await look.AfterTakingAsync(held[i]).ConfigureAwait(false);
            if (target.TakesEveryVersion && look.Open.Count > 0)
            {
                Leave(held.Skip(i + 1), "not tried, because Atlas would fall back to the older version, which is not seen to be disabled");
                break;
            }
        }

        _ = look.Open.Count > 0 ? throw KeyAccessErrors.AccessNotTaken(target, look.Open, again) : 0;
    }

    /// <summary>A version that was created or enabled meanwhile is the one that Atlas uses: then nothing is frozen.</summary>
    /// <param name="record">What was taken. Resource Manager's list may lag behind the vault, so a version that it still lists as enabled is looked at by itself.</param>
    /// <param name="again">The command that goes on.</param>
    /// <param name="another">The same with a record that is not there yet.</param>
    public async Task CheckNoneIsEnabledAsync(KeyAccessRecord record, PowerShellCommand again, PowerShellCommand another)
    {
        var target = record.Target;
        if (!target.TakesEveryVersion)
        {
            return;
        }

        var enabled = await Fact.ReadAsync(() => EnabledAsync(record)).ConfigureAwait(false);
        if (!enabled.IsKnown)
        {
            journal.Own(KeyAccessEvent.Unseen, target.Key!.KeyName, $"whether another version is enabled could not be read ({enabled.Reason.TrimEnd('.')})");
            throw KeyAccessErrors.AccessNotTaken(target, [$"whether another version of {target.Key.KeyName} is enabled could not be read ({enabled.Reason.TrimEnd('.')})"], again);
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
