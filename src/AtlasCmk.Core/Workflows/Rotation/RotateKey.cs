using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Moves a project to another version of its key: reads, checks, asks, reads again, changes, and waits until the rotation is complete.</summary>
internal sealed class RotateKey(ProjectContext project, NewKeyVersions newVersions, IConfirmation confirmation)
{
    /// <summary>The version that is left; null where there is none, or where it is not known.</summary>
    private KeyIdentifier? _left;

    /// <summary>Whether the target is the version that Atlas followed already.</summary>
    private bool _isKept;

    /// <summary>Where the target is a key without a version: the latest enabled one.</summary>
    private KeyVersion? _followed;

    /// <returns>The result; null where the caller declined.</returns>
    public async Task<KeyRotation?> RunAsync(RotationRequest request)
    {
        var first = await RotationLooks.TakeAsync(project, project.Cancellation).ConfigureAwait(false);
        var clock = new SteadyClock(project.Time);
        var old = first.Encryption.KeyInUse;
        if (old.FollowsLatest && (request.Key is null || request.Key.Equals(old)))
        {
            return await new RotateFollowedKey(project, newVersions, confirmation).RunAsync(request, old, first, clock).ConfigureAwait(false);
        }

        if (await AgreeAsync(request, first.Encryption, old).ConfigureAwait(false) is not { } target)
        {
            return null;
        }

        if (target.Equals(old))
        {
            project.Log.Verbose($"Project {project.ProjectId} is on {target} already; nothing was sent.");
            return request.IsLatest && first.IsQuiet
                ? RotationResults.Unchanged(project.ProjectId, target, first, clock)
                : await ArriveAsync(request, target, null, first, clock, changedNow: false).ConfigureAwait(false);
        }

        _left = await LeftAsync(first.Encryption, old, target).ConfigureAwait(false);

        var again = await RotationLooks.TakeAsync(project, project.Cancellation).ConfigureAwait(false);
        var isThere = target.Equals(again.Encryption.Key);
        if (!isThere)
        {
            if (!again.Encryption.Enabled || !old.Equals(again.Encryption.Key))
            {
                throw CommandErrors.WorldChanged($"project {project.ProjectId} was moved to {again.Encryption.KeyInWords}");
            }

            clock = new(project.Time);
            await ChangeAsync(target, old, request.NewVersion).ConfigureAwait(false);
        }

        return await ArriveAsync(request, target, old, again, clock, changedNow: !isThere).ConfigureAwait(false);
    }

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
        _followed = targets.Followed;
        return await AskAsync(old, target).ConfigureAwait(false) && await MayChooseOtherwiseAsync(old, target).ConfigureAwait(false) ? target : null;
    }

    /// <summary>Who chooses the version from now on, Atlas or the caller, is more than a rotation changes.</summary>
    private async Task<bool> MayChooseOtherwiseAsync(KeyIdentifier old, KeyIdentifier target) => old.FollowsLatest == target.FollowsLatest || await (target.FollowsLatest
        ? confirmation.ShouldContinueAsync(
            $"Project {project.ProjectId} uses {old}. From now on it will follow the latest enabled version of {target.KeyName}{Now}. {FollowedVersion.Meaning} Continue?", "Atlas will choose the version")
        : confirmation.ShouldContinueAsync(
            $"Project {project.ProjectId} follows the latest enabled version of {old.KeyName}. It will be pinned to {target}, and Atlas will no longer take up new versions by itself. Continue?", "The project will be pinned")).ConfigureAwait(false);

    private string Now => _followed is null ? "" : $", which is {_followed.Version} now";

    /// <summary>The version that the project leaves; null where it does not leave one, or where that is not known.</summary>
    private async Task<KeyIdentifier?> LeftAsync(EncryptionAtRest current, KeyIdentifier old, KeyIdentifier target)
    {
        var followed = !old.FollowsLatest ? null
            : await Fact.ReadAsync(() => new VaultKeys(project.KeyVault, current.VaultInUse, project.Cancellation).ListAsync(old.KeyName)).ConfigureAwait(false);
        var left = followed is null ? old : FollowedVersion.Of(followed.Value ?? []) is { Version: { Enabled: true } version } ? version.Identifier : null;
        _isKept = target.Equals(left);
        return _isKept ? null : left;
    }

    /// <summary>A version that is made stays in the vault: none is made for a rotation that Atlas is bound to refuse.</summary>
    private async Task<bool> AskToMakeAsync(EncryptionAtRest current, KeyIdentifier old, string how)
    {
        if (current.Valid is false)
        {
            throw RotationErrors.KeyInvalidBeforeRotation(project.ProjectId, old);
        }

        // Like the change itself, the list of endpoints is open to a Project Owner alone.
        if (await Fact.ReadAsync(project.EndpointsAtFirstAsync).ConfigureAwait(false) is { Failure: { ErrorId: "RoleTooSmall" } e })
        {
            throw e;
        }

        return await confirmation.ShouldProcessAsync($"project {project.ProjectId}", $"Create a new version of the key {old.KeyName} in key vault {old.VaultName} {how}, and rotate to it from {old.Version}").ConfigureAwait(false);
    }

    private Task<bool> AskAsync(KeyIdentifier old, KeyIdentifier target)
    {
        if (target.FollowsLatest)
        {
            project.Log.Warning(FollowedVersion.Warning(project.ProjectId, target));
        }

        return confirmation.ShouldProcessAsync(
            $"project {project.ProjectId}",
            target.Equals(old) ? $"Check that the rotation to {target} is complete (nothing is sent: the project uses it already)"
            : target.FollowsLatest ? $"Follow the latest enabled version of {target}{(_followed is null ? "" : $" (now {_followed.Version})")} instead of {old}. {FollowedVersion.Meaning.TrimEnd('.')}"
            : old.FollowsLatest ? $"Pin to {target} instead of following the latest enabled version of {old}"
            : $"Rotate from {old} to {target}");
    }

    /// <summary>The key identifier alone, so no secret is needed. After an answer that tells nothing, the project tells whether it was carried out.</summary>
    private async Task ChangeAsync(KeyIdentifier target, KeyIdentifier old, bool wasMade = false)
    {
        try
        {
            await project.Atlas.UpdateEncryptionAtRestAsync(project.ProjectId, new() { KeyIdentifier = target.Text }, project.Cancellation).ConfigureAwait(false);
        }
        catch (AtlasCmkException e) when (e.Outcome == ChangeOutcome.Unknown)
        {
            project.Log.Verbose($"Whether Atlas took {target} is not clear ({e.Message}); looking.");
            var now = await project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
            if (!target.Equals(now.Key))
            {
                throw RotationErrors.RotationRefused(project.ProjectId, old, wasMade ? target : null, e);
            }
        }
        catch (AtlasApiException e)
        {
            throw RotationErrors.RotationRefused(project.ProjectId, old, wasMade ? target : null, e);
        }
    }

    private async Task<KeyRotation> ArriveAsync(RotationRequest request, KeyIdentifier target, KeyIdentifier? old, RotationLook before, SteadyClock clock, bool changedNow)
    {
        var outcome = await new RotationWait(project, target, request, clock).UntilArrivedAsync(before, changedNow).ConfigureAwait(false);
        if (!outcome.Valid)
        {
            throw await GiveUpAsync(request, target, old, before).ConfigureAwait(false);
        }

        if (changedNow)
        {
            outcome.WarnOfUnseen(project, request.Settling);
        }

        var completed = clock.Now;
        var gap = _left is null ? null : await new OldKeyNeed(project).GapAsync(outcome.Listed).ConfigureAwait(false);
        var (needed, reason) = OldKey(old, before, outcome.Clusters, gap);
        return new(project.ProjectId, target.Text)
        {
            OldKeyIdentifier = _left?.Text,
            StartedAt = clock.Started,
            CompletedAt = completed,
            OldKeyLeftAt = _left is not null && !target.FollowsLatest && gap is null && outcome.Clusters.All(c => c.State == RotationState.Completed || c.IsDeleted) ? completed : null,
            Valid = true,
            NewKeyInUse = true,
            NewKeyReason = KeyRotation.NamedInSettings,
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
            return RotationErrors.RotatedKeyInvalid(project.ProjectId, target, old, stake);
        }

        project.Log.Warning($"Atlas cannot use {target} for project {project.ProjectId}; going back to {old}.");
        try
        {
            await ChangeAsync(old, target).ConfigureAwait(false);
            var outcome = await new RotationWait(project, old, request, new(project.Time)).UntilArrivedAsync(before, changedNow: true).ConfigureAwait(false);
            return outcome.Valid
                ? RotationErrors.RotationRolledBack(project.ProjectId, target, old)
                : RotationErrors.RollBackFailed(project.ProjectId, target, old, stake, null);
        }
        catch (AtlasCmkException e)
        {
            return RotationErrors.RollBackFailed(project.ProjectId, target, old, stake, e);
        }
    }

    private (bool? Needed, string Reason) OldKey(KeyIdentifier? old, RotationLook before, IReadOnlyList<KeyRotationCluster> clusters, string? gap) =>
        _isKept ? (null, "Already the latest enabled version, which Atlas followed; the version before it is not known")
        : _left is null ? (null, old is null ? KeyRotation.NoOldKey : "Which version Atlas followed before could not be read")
        : _followed is { } followed && followed.Identifier.Equals(_left) ? (true, "It is the latest enabled version, which Atlas follows now")
        : OldKeyNeed.Of(before, clusters, gap, _followed is null ? null : "Atlas follows the latest enabled version now, and does not say which version a cluster uses");
}
