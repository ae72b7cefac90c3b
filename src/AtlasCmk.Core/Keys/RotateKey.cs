namespace AtlasCmk;

/// <summary>Moves a project to another version of its key: reads, checks, asks, reads again, changes, and waits until the rotation is complete.</summary>
internal sealed class RotateKey(ProjectWork project, NewKeyVersions newVersions, IConfirmation confirmation)
{
    private const string NoOldKey = "Already on this version; nothing changed, and the version before it is not known";

    /// <returns>The result; null where the caller declined.</returns>
    public async Task<KeyRotation?> RunAsync(RotationRequest request)
    {
        var first = await RotationLook.TakeAsync(project, project.Cancellation).ConfigureAwait(false);
        var clock = new SteadyClock(project.Time);
        var old = first.Encryption.KeyInUse;
        if (old.FollowsLatest)
        {
            return await FollowAsync(request, old, first, clock).ConfigureAwait(false);
        }

        if (await AgreeAsync(request, first.Encryption, old).ConfigureAwait(false) is not { } target)
        {
            return null;
        }

        if (target.Equals(old))
        {
            project.Log.Verbose($"Project {project.ProjectId} is on {target} already; nothing was sent.");
            return request.IsLatest && first.IsQuiet
                ? Unchanged(target, first, clock)
                : await ArriveAsync(request, target, null, first, clock, changedNow: false).ConfigureAwait(false);
        }

        var again = await RotationLook.TakeAsync(project, project.Cancellation).ConfigureAwait(false);
        var isThere = target.Equals(again.Encryption.Key);
        if (!isThere)
        {
            if (!again.Encryption.Enabled || !old.Equals(again.Encryption.Key))
            {
                throw Failures.WorldChanged($"project {project.ProjectId} was moved to {again.Encryption.KeyInWords}");
            }

            clock = new(project.Time);
            await ChangeAsync(target, old, request.NewVersion).ConfigureAwait(false);
        }

        return await ArriveAsync(request, target, old, again, clock, changedNow: !isThere).ConfigureAwait(false);
    }

    /// <summary>Atlas moves such a project by itself, at a time that it does not say: there is no version that could be left or gone back to.</summary>
    private async Task<KeyRotation?> FollowAsync(RotationRequest request, KeyIdentifier key, RotationLook look, SteadyClock clock)
    {
        if (!request.IsLatest)
        {
            throw Failures.RotationOfFollowedKey(project.ProjectId, key, request.Key);
        }

        if (!await AskAsync(key, key).ConfigureAwait(false))
        {
            return null;
        }

        project.Log.Warning($"There is nothing to rotate: project {project.ProjectId} names its key without a version ({key}), and Atlas follows the latest enabled version by itself. Nothing was sent.");
        return Unchanged(key, look, clock);
    }

    private KeyRotation Unchanged(KeyIdentifier key, RotationLook look, SteadyClock clock) => new(project.ProjectId, key.Text)
    {
        StartedAt = clock.Started,
        CompletedAt = clock.Now,
        Valid = look.Encryption.Valid is true,
        Clusters = [.. look.EncryptedClusters.Select(c => new KeyRotationCluster(c.Name, c.Paused ? RotationState.Paused : RotationState.Unchanged, c.StateName))],
        OldKeyReason = NoOldKey,
    };

    /// <summary>The version to rotate to, against which nothing speaks and to which the caller agrees; null where he does not.</summary>
    private async Task<KeyIdentifier?> AgreeAsync(RotationRequest request, EncryptionAtRest current, KeyIdentifier old)
    {
        var vault = current.VaultInUse;
        if (request.NewVersion)
        {
            return await newVersions.FindOrMakeAsync(project, vault, old, (young, how) => young is null ? AskToMakeAsync(current, old, how) : AskAsync(old, young)).ConfigureAwait(false);
        }

        var targets = new RotationTarget(project, vault);
        var target = request.Key is { } key
            ? await targets.CheckAsync(key, old).ConfigureAwait(false)
            : await targets.LatestAsync(old).ConfigureAwait(false);
        return await AskAsync(old, target).ConfigureAwait(false) ? target : null;
    }

    /// <summary>A version that is made stays in the vault: none is made for a rotation that Atlas is bound to refuse.</summary>
    private async Task<bool> AskToMakeAsync(EncryptionAtRest current, KeyIdentifier old, string how)
    {
        if (current.Valid is false)
        {
            throw Failures.KeyInvalidBeforeRotation(project.ProjectId, old);
        }

        // Like the change itself, the list of endpoints is open to a Project Owner alone.
        if (await Fact.ReadAsync(project.EndpointsAtFirstAsync).ConfigureAwait(false) is { Failure: { ErrorId: "RoleTooSmall" } e })
        {
            throw e;
        }

        return await confirmation.ShouldProcessAsync($"project {project.ProjectId}", $"Create a new version of the key {old.KeyName} in key vault {old.VaultName} {how}, and rotate to it from {old.Version}").ConfigureAwait(false);
    }

    private Task<bool> AskAsync(KeyIdentifier old, KeyIdentifier target) => confirmation.ShouldProcessAsync(
        $"project {project.ProjectId}",
        target.Equals(old) ? $"Check that the rotation to {target} is complete (nothing is sent: the project uses it already)"
        : $"Rotate from {old} to {target}");

    /// <summary>The key identifier alone, so no secret is needed. After an answer that tells nothing, the project tells whether it was carried out.</summary>
    private async Task ChangeAsync(KeyIdentifier target, KeyIdentifier old, bool wasMade = false)
    {
        try
        {
            await project.Atlas.UpdateEncryptionAtRestAsync(project.ProjectId, new() { KeyIdentifier = target.Text }, project.Cancellation).ConfigureAwait(false);
        }
        catch (AtlasCmkException e) when (e is AtlasUnreachableException or AtlasApiException { StatusCode: >= 500 } or { Kind: FailureKind.Protocol })
        {
            project.Log.Verbose($"Whether Atlas took {target} is not clear ({e.Message}); looking.");
            var now = await project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
            if (!target.Equals(now.Key))
            {
                throw Failures.RotationRefused(project.ProjectId, old, wasMade ? target : null, e);
            }
        }
        catch (AtlasApiException e)
        {
            throw Failures.RotationRefused(project.ProjectId, old, wasMade ? target : null, e);
        }
    }

    private async Task<KeyRotation> ArriveAsync(RotationRequest request, KeyIdentifier target, KeyIdentifier? old, RotationLook before, SteadyClock clock, bool changedNow)
    {
        var outcome = await new RotationWait(project, target, request, clock).UntilArrivedAsync(before, changedNow).ConfigureAwait(false);
        if (!outcome.Valid)
        {
            throw await GiveUpAsync(request, target, old, before).ConfigureAwait(false);
        }

        if (changedNow && InState(outcome.Clusters, RotationState.NotSeen) is { Count: > 0 } unseen)
        {
            project.Log.Warning($"These clusters of project {project.ProjectId} were not seen to take the new key within {request.Settling.TotalSeconds:0} s: {string.Join(", ", unseen)}. Keep the old version. To wait longer next time, use a longer -SettlingSec.");
        }

        var completed = clock.Now;
        var gap = old is null ? null : await GapAsync(outcome.Listed).ConfigureAwait(false);
        var (needed, reason) = OldKey(old, before, outcome.Clusters, gap);
        return new(project.ProjectId, target.Text)
        {
            OldKeyIdentifier = old?.Text,
            StartedAt = clock.Started,
            CompletedAt = completed,
            OldKeyLeftAt = old is not null && gap is null && outcome.Clusters.All(c => c.State == RotationState.Completed || c.IsDeleted) ? completed : null,
            Valid = true,
            Clusters = outcome.Clusters,
            OldKeyStillNeeded = needed,
            OldKeyReason = reason,
        };
    }

    /// <summary>Says what is at stake, and goes back first where the caller wants that.</summary>
    private async Task<AtlasCmkException> GiveUpAsync(RotationRequest request, KeyIdentifier target, KeyIdentifier? old, RotationLook before)
    {
        var stake = before.EncryptedClusters.Select(c => c.NameAtStake).ToList();
        if (!request.RollBackOnFailure || old is null)
        {
            return Failures.RotatedKeyInvalid(project.ProjectId, target, old, stake);
        }

        project.Log.Warning($"Atlas cannot use {target} for project {project.ProjectId}; going back to {old}.");
        try
        {
            await ChangeAsync(old, target).ConfigureAwait(false);
            var outcome = await new RotationWait(project, old, request, new(project.Time)).UntilArrivedAsync(before, changedNow: true).ConfigureAwait(false);
            return outcome.Valid
                ? Failures.RotationRolledBack(project.ProjectId, target, old)
                : Failures.RollBackFailed(project.ProjectId, target, old, stake, null);
        }
        catch (AtlasCmkException e)
        {
            return Failures.RollBackFailed(project.ProjectId, target, old, stake, e);
        }
    }

    /// <summary>Why a cluster may be on the old version that no list had; null where Atlas lists as many as the project has.</summary>
    private async Task<string?> GapAsync(int listed)
    {
        var told = await Fact.ReadAsync(() => project.Atlas.GetProjectAsync(project.ProjectId, project.Cancellation)).ConfigureAwait(false);
        return told.IsKnown
            ? await new ClusterGap(project.Atlas, project.Cancellation).FindAsync(project.ProjectId, listed, told.Value!.ClusterCount).ConfigureAwait(false)
            : $"The number of clusters of the project could not be read: {told.Reason.TrimEnd('.')}";
    }

    /// <summary>Only what was seen here counts as known; that nothing was seen frees no key.</summary>
    private static (bool? Needed, string Reason) OldKey(KeyIdentifier? old, RotationLook before, IReadOnlyList<KeyRotationCluster> clusters, string? gap)
    {
        if (old is null)
        {
            return (null, NoOldKey);
        }

        var waiting = clusters.Where(c => c.State is RotationState.NotSeen or RotationState.Paused).Select(c => c.ClusterName).ToList();
        var missing = clusters.Where(c => c.State == RotationState.Gone && !c.IsDeleted).Select(c => c.ClusterName).ToList();
        var backedUp = before.Clusters.Where(c => c is { IsEncryptedWithAzure: true, BackupEnabled: true }).Select(c => c.Name).ToList();
        var doubts = before.EncryptedClusters.Select(c => (c.Name, Reason: BackupDoubt(c))).Where(c => c.Reason is not null).Select(c => $"{c.Name}: snapshots that were made before may need it ({c.Reason})").ToList();
        if (gap is not null)
        {
            doubts.Add(gap);
        }

        List<string> reasons =
        [
            .. waiting.Count == 0 ? [] : (string[])[$"{string.Join(", ", waiting)}: not seen to take the new key"],
            .. missing.Count == 0 ? [] : (string[])[$"{string.Join(", ", missing)}: missing from Atlas's list, and not seen to be deleted"],
            .. backedUp.Count == 0 ? [] : (string[])[$"{string.Join(", ", backedUp)}: snapshots that were made before need it until they expire"],
        ];
        return reasons.Count > 0
            ? (true, string.Join("; ", reasons.Concat(doubts)))
            : doubts.Count > 0 ? (null, string.Join("; ", doubts))
            : (null, "Nothing was seen here that needs it; other projects, deleted clusters and older snapshots may");
    }

    /// <summary>Why it is unclear whether a cluster has snapshots under the key; null where it is clear.</summary>
    private static string? BackupDoubt(AtlasCluster cluster) =>
        cluster.Unsaid.Contains("backupEnabled") ? "Atlas does not say whether Cloud Backup is on"
        : cluster is { BackupEnabled: true, IsEncryptedWithAzure: false } ? cluster.KeyInWords
        : null;

    private static List<string> InState(IEnumerable<KeyRotationCluster> clusters, string state) =>
        [.. clusters.Where(c => c.State == state).Select(c => c.ClusterName)];
}
