using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Moves a project to another version of its key. Reads, finds the version, changes it, and waits until the rotation is complete.</summary>
internal sealed class RotateKey(ProjectContext project, NewKeyVersions newVersions, IConfirmation confirmation)
{
    private readonly RotationQuestions _questions = new(project, confirmation);

    /// <returns>The result; null where the caller declined.</returns>
    public async Task<KeyRotation?> RunAsync(RotationRequest request)
    {
        var first = await project.EncryptionStatusAsync(project.Cancellation).ConfigureAwait(false);
        var clock = new ElapsedClock(project.Time);
        var old = first.Encryption.KeyInUse();
        if (old.FollowsLatest && (request.Key is null || request.Key.Equals(old)))
        {
            return await new RotateFollowedKey(project, newVersions, confirmation).RunAsync(request, old, first, clock).ConfigureAwait(false);
        }

        // A new version is confirmed before it is created, so the change needs no further confirmation.
        var goal = request.NewVersion
            ? await CreateAsync(first.Encryption, old).ConfigureAwait(false)
            : await new RotationTarget(project, first.Encryption.VaultInUse()).FindAsync(request.Key, old).ConfigureAwait(false);
        if (goal is null)
        {
            return null;
        }

        var isAsked = request.NewVersion;
        if (goal.Key.Equals(old))
        {
            return isAsked || await _questions.AskAsync(old, goal).ConfigureAwait(false) ? await StayAsync(request, goal, first, clock).ConfigureAwait(false) : null;
        }

        var changing = new ChangeEncryptionKey(project, e => EncryptionErrors.KeyNotChanged(first.Encryption, request.NewVersion ? goal.Key : null, e));
        var change = new KeyChange(first.Encryption, new() { KeyIdentifier = goal.Key.Text });
        if (await changing.AgreeAsync(change, async () => isAsked || await _questions.AskAsync(old, goal).ConfigureAwait(false)).ConfigureAwait(false) is not { } agreed)
        {
            return null;
        }

        var left = await LeftAsync(first.Encryption, old, goal.Key).ConfigureAwait(false);
        var clusters = await project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        var changeClock = new ElapsedClock(project.Time);
        var sent = await agreed.MakeAsync().ConfigureAwait(false);
        return await ArriveAsync(request, new(goal, new(sent.Settings, clusters), sent.IsSent ? changeClock : clock) { Old = old, Left = left, ChangedNow = sent.IsSent }).ConfigureAwait(false);
    }

    private async Task<RotationGoal?> CreateAsync(EncryptionAtRest current, KeyIdentifier old) =>
        await newVersions.FindOrMakeAsync(project, current.VaultInUse(), old, (young, how) => young is null ? _questions.AskToCreateAsync(current, old, how) : _questions.AskAsync(old, new(young)))
            .ConfigureAwait(false) is { } version
            ? new(version)
            : null;

    private async Task<KeyRotation> StayAsync(RotationRequest request, RotationGoal goal, EncryptionStatus status, ElapsedClock clock)
    {
        project.Log.Verbose($"Project {project.ProjectId} is on {goal.Key} already; nothing was sent.");
        return request.IsLatest && status.IsQuiet
            ? status.Unchanged(project.ProjectId, goal.Key, clock.Started, clock.Now)
            : await ArriveAsync(request, new(goal, status, clock)).ConfigureAwait(false);
    }

    /// <summary>The version that the project leaves, if known.</summary>
    private async Task<LeftVersion> LeftAsync(EncryptionAtRest current, KeyIdentifier old, KeyIdentifier target)
    {
        var followed = !old.FollowsLatest ? null
            : await ReadResult.FromAsync(() => new VaultKeys(project, current.VaultInUse()).ListAsync(old.KeyName)).ConfigureAwait(false);
        var left = followed is null ? old : FollowedVersion.Of(followed.Value ?? []) is { Version: { Enabled: true } version } ? version.Identifier : null;
        return target.Equals(left) ? new(null, IsKept: true) : new(left, IsKept: false);
    }

    private async Task<KeyRotation> ArriveAsync(RotationRequest request, RotationStart start)
    {
        var (target, left) = (start.Goal.Key, start.Left.Version);
        var outcome = await new RotationWait(project, target, request, start.Clock).UntilArrivedAsync(start.Before, start.ChangedNow).ConfigureAwait(false);
        if (!outcome.Valid)
        {
            throw request.RollBackOnFailure && start.Old is { } old
                ? await new RollBackRotation(project).RunAsync(request, start, old).ConfigureAwait(false)
                : RotationErrors.RotatedKeyInvalid(project.ProjectId, target, start.Old, start.Stake);
        }

        if (start.ChangedNow)
        {
            outcome.WarnOfUnseen(project, request.Settling);
        }

        var completed = start.Clock.Now;
        var gap = left is null ? null : await new OldKeyNeed(project).GapAsync(outcome.Listed).ConfigureAwait(false);
        var (needed, reason) = OldKeyNeed.Of(start, outcome.Clusters, gap);
        return new(project.ProjectId, target.Text)
        {
            OldKeyIdentifier = left?.Text,
            StartedAt = start.Clock.Started,
            CompletedAt = completed,
            OldKeyLeftAt = left is not null && !target.FollowsLatest && gap is null && outcome.Clusters.All(c => c.State == RotationState.Completed || c.IsDeleted) ? completed : null,
            Valid = true,
            NewKeyInUse = true,
            NewKeyReason = KeyRotation.NamedInSettings,
            Clusters = outcome.Clusters,
            OldKeyStillNeeded = needed,
            OldKeyReason = reason,
        };
    }
}

/// <summary>A rotation in progress.</summary>
/// <param name="Goal">The key to rotate to.</param>
/// <param name="Before">The current settings, and the clusters before the change.</param>
/// <param name="Clock">A clock that started with the rotation.</param>
internal sealed record RotationStart(RotationGoal Goal, EncryptionStatus Before, ElapsedClock Clock)
{
    /// <summary>The previous key. Null if the project already used this one.</summary>
    public KeyIdentifier? Old { get; init; }

    public LeftVersion Left { get; init; } = new(null, IsKept: false);

    /// <summary>Whether this command changed the key.</summary>
    public bool ChangedNow { get; init; }

    /// <summary>The clusters that stop if Atlas cannot use the key.</summary>
    public IReadOnlyList<string> Stake => [.. Before.EncryptedClusters.Select(c => c.NameAtStake)];
}

/// <summary>The version that a rotation leaves.</summary>
/// <param name="Version">Null if there is none or it is unknown.</param>
/// <param name="IsKept">Whether the new key is the version that Atlas already used, so that none is left.</param>
internal sealed record LeftVersion(KeyIdentifier? Version, bool IsKept);

/// <summary>Moves a project back to its previous key if Atlas cannot use the new one, and only while the project still has the new one.</summary>
internal sealed class RollBackRotation(ProjectContext project)
{
    /// <returns>The error of the rotation, with the result of the rollback.</returns>
    public async Task<AtlasCmkException> RunAsync(RotationRequest request, RotationStart start, KeyIdentifier old)
    {
        var (target, settings, stake) = (start.Goal.Key, start.Before.Encryption, start.Stake);
        project.Log.Warning($"Atlas cannot use {target} for project {project.ProjectId}; going back to {old}.");
        AtlasCmkException? overtaken = null;
        try
        {
            var changing = new ChangeEncryptionKey(project, e => EncryptionErrors.KeyNotChanged(settings, null, e));
            var agreed = await changing.AgreeAsync(new(settings, new() { KeyIdentifier = old.Text }), () => Task.FromResult(true)).ConfigureAwait(false);
            await agreed!.MakeAsync(now => overtaken = now.Enabled && target.Equals(now.Key) ? null : RotationErrors.RotationOvertaken(project.ProjectId, target, now)).ConfigureAwait(false);
            var outcome = await new RotationWait(project, old, request, new(project.Time)).UntilArrivedAsync(start.Before, changedNow: true).ConfigureAwait(false);
            return outcome.Valid
                ? RotationErrors.RotationRolledBack(project.ProjectId, target, old)
                : RotationErrors.RollBackFailed(project.ProjectId, target, old, stake, null);
        }
        catch (AtlasCmkException e)
        {
            return e == overtaken ? e : RotationErrors.RollBackFailed(project.ProjectId, target, old, stake, e);
        }
    }
}

/// <summary>The parameters of Invoke-AtlasKeyRotation. Without a key and without -NewVersion, the latest usable version is used.</summary>
internal sealed record RotationRequest(TimeSpan Settling, TimeSpan Timeout)
{
    public KeyIdentifier? Key { get; init; }

    public bool NewVersion { get; init; }

    /// <summary>Whether the latest existing version is requested, instead of a given or a new one.</summary>
    public bool IsLatest => Key is null && !NewVersion;

    public bool RollBackOnFailure { get; init; }

    /// <summary>The timeout for Atlas to use a new version of a key that it follows.</summary>
    public TimeSpan FollowTimeout { get; init; } = KeyRotationEvents.Usual;
}
