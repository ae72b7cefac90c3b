using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Thaws data: restores exactly the removed rights in a record, if they are missing, and optionally follows the effects.</summary>
/// <param name="project">The record's project. Null without Atlas.</param>
/// <param name="azure">Azure.</param>
/// <param name="access">Restores rights.</param>
/// <param name="confirmation">Asks for confirmation.</param>
internal sealed class GrantKeyAccess(ProjectContext? project, SessionContext azure, AzureKeyAccess access, IConfirmation confirmation)
{
    /// <param name="request">The caller's parameters.</param>
    /// <param name="emit">Receives events as they happen.</param>
    public async Task RunAsync(GrantRequest request, Action<KeyAccessEvidence> emit)
    {
        var (record, target) = (request.Record, request.Record.Target);
        if (record.Seal == RecordSeal.Broken && !request.Force)
        {
            throw KeyAccessRecordErrors.RecordChanged(request.RecordPath);
        }

        var journal = new KeyAccessJournal(target, request.RecordPath, azure.Time, emit);
        var there = await access.FindAgainAsync(target, record.Taken).ConfigureAwait(false);
        var taken = await access.CheckAsync(record).ConfigureAwait(false);
        var missing = InOrder(target, KeyGrant.Beyond(taken, there));
        if (missing.Count == 0)
        {
            azure.Log.Verbose($"Everything that the record {request.RecordPath} lists is already there; nothing was sent.");
        }

        await SayWhatIsNewerAsync(record).ConfigureAwait(false);
        if (!await AskAsync(request, missing).ConfigureAwait(false))
        {
            return;
        }

        foreach (var grant in InOrder(target, KeyGrant.Beyond(taken, missing)))
        {
            journal.Seen(KeyAccessEvent.AlreadyGiven, grant, "confirmed to be there already");
        }

        await GiveAsync(request, missing, journal).ConfigureAwait(false);
        if (project is not null && request.Wait is { } timeout)
        {
            await new KeyAccessWait(project, journal, access.LeftOf(timeout)).UntilThawedAsync(record.RunningClusters).ConfigureAwait(false);
        }
    }

    /// <summary>A record lists versions in the order of disabling, the latest last. The latest is enabled first, so that Atlas does not use an older one in between.</summary>
    private static IReadOnlyList<KeyGrant> InOrder(KeyAccessTarget target, IReadOnlyList<KeyGrant> grants) => target.TakesEveryVersion ? [.. grants.Reverse()] : grants;

    /// <summary>Atlas uses a version that was created or enabled during the freeze, and continues to use it.</summary>
    private async Task SayWhatIsNewerAsync(KeyAccessRecord record)
    {
        if (!record.Target.TakesEveryVersion)
        {
            return;
        }

        var enabled = await ReadResult.FromAsync(() => access.FindAsync(record.Target)).ConfigureAwait(false);
        if (!enabled.IsKnown || KeyGrant.Beyond(enabled.Value!, record.Taken) is { Count: > 0 })
        {
            azure.Log.Warning(enabled.IsKnown
                ? $"These versions are enabled, and the record does not list them: {string.Join("; ", KeyGrant.Beyond(enabled.Value!, record.Taken))}. "
                + "Atlas uses the latest enabled version, so the freeze may have ended before."
                : $"It is unknown whether other versions of {record.Target.Key!.KeyName} are enabled: {enabled.Reason}");
        }

        await SayWhatIsFrozenAsync(record).ConfigureAwait(false);
    }

    /// <summary>A version that was created during the freeze is in the record of a second freeze. With only the first record, Atlas gets an older version.</summary>
    private async Task SayWhatIsFrozenAsync(KeyAccessRecord record)
    {
        var (vault, key) = (record.Target.Vault, record.Target.Key!);
        var versions = (await ReadResult.FromAsync(() => azure.KeyVault.ListKeyVersionsAsync(vault, key.KeyName, azure.Cancellation)).ConfigureAwait(false)).Value ?? [];
        var latest = versions.Where(v => record.Taken.OfType<EnabledVersion>().Any(t => t.Key.Equals(v.Identifier))).Max(v => v.Created);
        if (versions.Where(v => v is { Enabled: false, FreezeTag: not null } && v.Created > latest).Select(v => $"{key.KeyName}/{v.Version}").ToList() is { Count: > 0 } newer)
        {
            azure.Log.Warning($"Another freeze disabled these newer versions: {string.Join("; ", newer)}. Thaw that freeze first, with its record. Otherwise Atlas uses an older version until then.");
        }
    }

    private async Task<bool> AskAsync(GrantRequest request, IReadOnlyList<KeyGrant> missing)
    {
        var (record, target) = (request.Record, request.Record.Target);
        if (missing.Count == 0)
        {
            return request.Wait is null || await confirmation.ShouldProcessAsync(target.Name, "Wait until Atlas reports that it can use the key (nothing is missing)").ConfigureAwait(false);
        }

        var doubts = await new RecordComparison(project, azure, request.ObjectId).FindAsync(record, missing).ConfigureAwait(false);
        foreach (var doubt in doubts)
        {
            azure.Log.Warning($"Record {request.RecordPath}: {doubt}.");
        }

        var vault = target.Vault;
        var what = $"give back {string.Join("; ", missing)} in key vault {vault.Name} (resource group {vault.ResourceGroupName}, subscription {vault.SubscriptionId})";
        return await confirmation.ShouldProcessAsync(target.Name, $"Thaw the data: {what}; taken {record.CreatedAt:u}, {RecordComparison.Age(record, azure.Time.GetUtcNow())}").ConfigureAwait(false)
            && (doubts.Count == 0 || await confirmation.ShouldContinueAsync($"The record {request.RecordPath} may be wrong: {string.Join("; ", doubts)}. It would {what}. Continue?",
            "The record is in doubt").ConfigureAwait(false));
    }

    private async Task GiveAsync(GrantRequest request, IReadOnlyList<KeyGrant> missing, KeyAccessJournal journal)
    {
        var target = request.Record.Target;
        var verification = new KeyAccessVerification(access, azure, target, journal);
        foreach (var grant in missing)
        {
            try
            {
                await access.GiveAsync(request.Record, grant).ConfigureAwait(false);
            }
            catch (AtlasCmkException e)
            {
                throw KeyAccessErrors.GrantIncomplete(target, grant, request.RecordPath, e);
            }

            await verification.AfterGivingAsync(grant).ConfigureAwait(false);
            if (target.TakesEveryVersion && verification.Open.Count > 0)
            {
                break;
            }
        }

        if (missing.Any(g => g is not EnabledVersion))
        {
            azure.Log.Warning($"A grant in Azure takes some minutes to work. Until then, Atlas may still report the key of {target.Name} as not valid.");
        }

        _ = verification.Open.Count > 0 ? throw KeyAccessErrors.AccessNotGiven(target, verification.Open, request.RecordPath) : 0;
    }
}

/// <summary>The parameters of Grant-AtlasKeyAccess.</summary>
internal sealed record GrantRequest(KeyAccessRecord Record, string RecordPath)
{
    /// <summary>Atlas's identity in Microsoft Entra, from the caller.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Whether to use a record with a wrong checksum.</summary>
    public bool Force { get; init; }

    /// <summary>The time to wait until Atlas reports it, or null.</summary>
    public TimeSpan? Wait { get; init; }
}
