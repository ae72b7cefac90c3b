using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Freezes data. Shows what stops, asks, records the rights to remove, removes them, and optionally follows the effects.</summary>
/// <param name="project">The project. Null without Atlas.</param>
/// <param name="azure">Azure.</param>
/// <param name="access">Removes rights.</param>
/// <param name="records">Stores the record.</param>
/// <param name="confirmation">Asks for confirmation.</param>
internal sealed class RevokeKeyAccess(ProjectContext? project, SessionContext azure, AzureKeyAccess access, IKeyAccessRecords records, IConfirmation confirmation)
{
    /// <param name="request">The caller's parameters.</param>
    /// <param name="emit">Receives events as they happen.</param>
    public async Task RunAsync(RevokeRequest request, Action<KeyAccessEvidence> emit)
    {
        var known = records.Read(request.RecordPath);
        var target = await new FindKeyAccessTarget(project, azure).RunAsync(request).ConfigureAwait(false);
        var held = await access.FindAsync(target).ConfigureAwait(false);
        Check(request, known, target, held);
        CheckSeal(request, known);
        var journal = new KeyAccessJournal(target, request.RecordPath, azure.Time, emit);
        if (held.Count == 0)
        {
            await GoOnAsync(request, known!, journal).ConfigureAwait(false);
            return;
        }

        if (known is null)
        {
            records.CheckPlace(request.RecordPath);
        }

        var impact = await ImpactAsync(request, target, held).ConfigureAwait(false);
        CheckClusters(request, known, impact);
        if (!await AskAsync(target, held, impact).ConfigureAwait(false))
        {
            return;
        }

        held = await LookAgainAsync(request, target, held).ConfigureAwait(false);
        journal.Impact(impact);
        var record = known ?? Write(request, target, held, impact, journal);
        await new TakeKeyAccess(access, azure, journal).RunAsync(record, held, request.RecordPath, Again(request, record)).ConfigureAwait(false);
        await FollowAsync(request, record, journal).ConfigureAwait(false);
    }

    private void Check(RevokeRequest request, KeyAccessRecord? known, KeyAccessTarget target, IReadOnlyList<KeyGrant> held)
    {
        if (known is null)
        {
            _ = held.Count == 0 ? throw KeyAccessErrors.NothingToRevoke(target, request.RecordPath) : 0;
            return;
        }

        if (!known.Target.IsSameAs(target))
        {
            throw KeyAccessRecordErrors.RecordOfAnother(known, target, request.RecordPath);
        }

        if (KeyGrant.Beyond(held, known.Taken) is { Count: > 0 } more)
        {
            throw KeyAccessRecordErrors.RecordOutdated(more, request.RecordPath, KeyAccessCommands.Revoke(target, Another(request), isAtVault: project is null));
        }
    }

    private PowerShellCommand Again(RevokeRequest request, KeyAccessRecord record) => KeyAccessCommands.Revoke(record.Target, request.RecordPath, isAtVault: project is null);

    /// <summary>A path for a record next to an existing one.</summary>
    private static string Another(RevokeRequest request) =>
        Path.Combine(Path.GetDirectoryName(request.RecordPath) ?? "", $"{Path.GetFileNameWithoutExtension(request.RecordPath)}-2{Path.GetExtension(request.RecordPath)}");

    private void CheckSeal(RevokeRequest request, KeyAccessRecord? known)
    {
        if (known is { Seal: RecordSeal.Broken })
        {
            azure.Log.Warning(request.Force ? KeyAccessRecordErrors.RecordChanged(request.RecordPath).Message : throw KeyAccessRecordErrors.RecordChanged(request.RecordPath));
        }
    }

    /// <summary>A thaw waits for the clusters in its record. A cluster that the record omits would not be missed.</summary>
    private static void CheckClusters(RevokeRequest request, KeyAccessRecord? known, KeyAccessImpact impact)
    {
        if (known?.RunningClusters is { } before && impact.Running.Select(c => c.Name).Except(before).ToList() is { Count: > 0 } more)
        {
            throw KeyAccessRecordErrors.RecordOutdated(more, request.RecordPath);
        }
    }

    /// <summary>An earlier run removed everything. Only waiting may be left, which the usual confirmation covers.</summary>
    private async Task GoOnAsync(RevokeRequest request, KeyAccessRecord record, KeyAccessJournal journal)
    {
        azure.Log.Verbose($"Everything that the record {request.RecordPath} lists is already taken; nothing was sent.");
        if (request.Wait is not null && !await confirmation.ShouldProcessAsync(record.Target.Name,
            "Wait until Atlas reports that it cannot use the key (nothing is left to take)").ConfigureAwait(false))
        {
            return;
        }

        foreach (var grant in record.Taken)
        {
            journal.Azure(KeyAccessEvent.AlreadyTaken, grant);
        }

        await FollowAsync(request, record, journal).ConfigureAwait(false);
    }

    private async Task<KeyAccessImpact> ImpactAsync(RevokeRequest request, KeyAccessTarget target, IReadOnlyList<KeyGrant> held)
    {
        var impact = await new ReadKeyAccessImpact(project, azure, [.. held.OfType<EnabledVersion>().Select(v => v.Key)]).RunAsync(target).ConfigureAwait(false);
        if (impact.Unknown.Count > 0 && !request.Force)
        {
            throw KeyAccessErrors.ImpactUnknown(target, impact);
        }

        // Under -WhatIf and with -Force there is no second question, so the warning names everything.
        azure.Log.Warning($"About to freeze {target.Name}. {impact}", impact.IsOfMany ? Table(target, impact, isWhole: true) : []);
        if (impact.MayRemain.Count > 0)
        {
            azure.Log.Warning($"The members of groups cannot be checked here. Atlas keeps its access if its identity {target.ObjectId} is a member of "
                + $"one of these: {string.Join(", ", impact.MayRemain)}.");
        }

        if (impact.MayEnd is { } end)
        {
            azure.Log.Warning($"The freeze may end by itself: {end}. To look at the policy: {KeyAccessCommands.FindRotationPolicy(target)}");
        }

        if (target.ObjectId is { } named && request.Wait is null)
        {
            azure.Log.Warning($"This command shows what Azure took from {named}. Only -Wait{(project is null ? ", with a project and without -VaultName," : "")} shows "
                + "whether Atlas has lost the key.");
        }

        return impact;
    }

    private async Task<bool> AskAsync(KeyAccessTarget target, IReadOnlyList<KeyGrant> held, KeyAccessImpact impact) =>
        await confirmation.ShouldProcessAsync(target.Name, $"Freeze the data by {How(target)}: {string.Join("; ", held)}; {impact.Brief}").ConfigureAwait(false)
        && (!impact.ReachesOthers
            || await confirmation.ShouldContinueAsync(Question(target, impact), "Others are affected too", impact.IsOfMany ? Table(target, impact) : null, Typed(impact)).ConfigureAwait(false));

    private static string Question(KeyAccessTarget target, KeyAccessImpact impact) => impact.IsOfMany
        ? string.Join(" ", [$"{impact.Totals}.", .. impact.Elsewhere is { } more ? [more] : Array.Empty<string>(), "Freeze all of them?"])
        : $"More than {target.Name} {(impact.Sharing.Count + impact.Others.Count > 0 ? "will stop" : "is affected")}. {impact.Elsewhere} Continue?";

    private static IReadOnlyList<string> Table(KeyAccessTarget target, KeyAccessImpact impact, bool isWhole = false) =>
        FreezeTable.Of(target.ProjectName ?? target.ProjectId ?? target.Vault.Name, impact, isWhole);

    /// <summary>A freeze of several projects needs more than a key press.</summary>
    private static string? Typed(KeyAccessImpact impact) => impact.IsAtlasAsked && impact.ProjectCount > 1 ? $"{impact.ProjectCount}" : null;

    private static string How(KeyAccessTarget target) => target.Method switch
    {
        KeyAccessMethod.KeyVersion => target.TakesEveryVersion ? "disabling every enabled version of the key" : "disabling the key version",
        KeyAccessMethod.AccessPolicy => "removing rights from the access policy",
        _ => "deleting role assignments",
    };

    /// <summary>The confirmed rights must match the current ones. Rights that disappeared in the meantime are not removed, so a thaw does not restore them.</summary>
    private async Task<IReadOnlyList<KeyGrant>> LookAgainAsync(RevokeRequest request, KeyAccessTarget target, IReadOnlyList<KeyGrant> held)
    {
        if (project is not null)
        {
            var encryption = await project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
            if (!target.Key!.Equals(encryption.Key))
            {
                throw CommandErrors.WorldChanged($"project {project.ProjectId} was moved to {encryption.KeyInWords}");
            }
        }

        var now = await access.FindAsync(target).ConfigureAwait(false);
        return KeyGrant.Beyond(now, held) is { Count: > 0 } more ? throw CommandErrors.WorldChanged($"Atlas got more access ({string.Join("; ", more)})")
            : now.Count == 0 ? throw CommandErrors.WorldChanged($"the access to take is gone ({string.Join("; ", held)})")
            : now;
    }

    /// <summary>Writes the record to disk before any removal, so that everything after this can be undone from anywhere.</summary>
    private KeyAccessRecord Write(RevokeRequest request, KeyAccessTarget target, IReadOnlyList<KeyGrant> held, KeyAccessImpact impact, KeyAccessJournal journal)
    {
        var record = new KeyAccessRecord(target, azure.Time.GetUtcNow(), held) { RunningClusters = impact.RunningNames };
        records.Create(request.RecordPath, record);
        journal.Own(KeyAccessEvent.Recorded, request.RecordPath, "saved");
        return record;
    }

    /// <summary>A version that appears while Atlas stops its clusters ends the freeze, like one that appeared before.</summary>
    private async Task FollowAsync(RevokeRequest request, KeyAccessRecord record, KeyAccessJournal journal)
    {
        await CheckNoneIsEnabledAsync(request, record, journal).ConfigureAwait(false);
        if (project is not null && request.Wait is { } timeout)
        {
            await new KeyAccessWait(project, journal, access.LeftOf(timeout)).UntilFrozenAsync(record.RunningClusters).ConfigureAwait(false);
            await CheckNoneIsEnabledAsync(request, record, journal).ConfigureAwait(false);
        }
    }

    private Task CheckNoneIsEnabledAsync(RevokeRequest request, KeyAccessRecord record, KeyAccessJournal journal) => new TakeKeyAccess(access, azure, journal).CheckNoneIsEnabledAsync(
        record, Again(request, record), KeyAccessCommands.Revoke(record.Target, Another(request), isAtVault: project is null));
}

/// <summary>The parameters of Revoke-AtlasKeyAccess.</summary>
internal sealed record RevokeRequest(KeyAccessMethod Method, string RecordPath)
{
    /// <summary>The vault for a freeze without Atlas. Null for the project's vault.</summary>
    public KeyVaultReference? Vault { get; init; }

    public string? ProjectId { get; init; }

    public KeyIdentifier? Key { get; init; }

    /// <summary>Atlas's identity in Microsoft Entra.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Whether to continue if it is unknown what stops.</summary>
    public bool Force { get; init; }

    /// <summary>The time to wait until Atlas reports it, or null.</summary>
    public TimeSpan? Wait { get; init; }
}
