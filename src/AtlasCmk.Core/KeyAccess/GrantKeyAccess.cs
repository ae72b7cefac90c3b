namespace AtlasCmk;

/// <summary>Thaws data: gives back exactly what a record tells was taken, as far as it is not there, and follows what comes of it if asked to.</summary>
/// <param name="access">Whoever gives.</param>
/// <param name="confirmation">Who is asked.</param>
/// <param name="log">Who is told.</param>
/// <param name="time">The clock.</param>
internal sealed class GrantKeyAccess(AzureKeyAccess access, IConfirmation confirmation, IOperationLog log, TimeProvider time)
{
    /// <param name="record">What was taken.</param>
    /// <param name="path">Where that is written.</param>
    /// <param name="project">The project to wait for; null not to wait.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="emit">Gets what happens, as it happens.</param>
    public async Task RunAsync(KeyAccessRecord record, string path, ProjectWork? project, TimeSpan timeout, Action<KeyAccessEvidence> emit)
    {
        var target = record.Target;
        var journal = new KeyAccessJournal(target, path, time, emit);
        var there = await access.FindAgainAsync(record).ConfigureAwait(false);
        var taken = await access.CheckAsync(record).ConfigureAwait(false);
        var missing = KeyGrant.Beyond(taken, there);
        if (missing.Count == 0)
        {
            log.Verbose($"All that the record {path} tells of is there already; nothing was sent.");
        }

        if ((missing.Count > 0 || project is not null)
            && !await confirmation.ShouldProcessAsync(target.Name, missing.Count > 0 ? $"Thaw the data: give back {string.Join("; ", missing)}" : "Wait until Atlas reports that it can use the key (nothing is missing any more)").ConfigureAwait(false))
        {
            return;
        }

        foreach (var grant in KeyGrant.Beyond(taken, missing))
        {
            journal.Azure(KeyAccessEvent.AlreadyGiven, grant);
        }

        await GiveAsync(target, path, missing, journal).ConfigureAwait(false);
        if (project is not null)
        {
            await new KeyAccessWait(project, journal, access.LeftOf(timeout)).UntilThawedAsync(record.RunningClusters).ConfigureAwait(false);
        }
    }

    private async Task GiveAsync(KeyAccessTarget target, string path, IReadOnlyList<KeyGrant> missing, KeyAccessJournal journal)
    {
        foreach (var grant in missing)
        {
            try
            {
                await access.GiveAsync(target.Vault, grant).ConfigureAwait(false);
            }
            catch (AtlasCmkException e)
            {
                throw Failures.GrantIncomplete(target, grant, path, e);
            }

            journal.Azure(KeyAccessEvent.Given, grant);
        }

        if (missing.Any(g => g is not EnabledVersion))
        {
            log.Warning($"Azure takes some minutes to let a grant work. Until then Atlas may go on reporting the key of {target.Name} as not valid.");
        }
    }
}
