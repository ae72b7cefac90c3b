using System.Globalization;
using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>The rotation of a project whose key has no version. Atlas uses a new version automatically, so nothing is sent to it.</summary>
internal sealed class RotateFollowedKey(ProjectContext project, NewKeyVersions newVersions, IConfirmation confirmation)
{
    private const string Unsaid = "Atlas follows the latest enabled version by itself, and does not say which version a cluster uses";

    /// <param name="request">The caller's parameters.</param>
    /// <param name="key">The project's key, without a version.</param>
    /// <param name="status">The current state of the project.</param>
    /// <param name="clock">A clock that started when the state was read.</param>
    /// <returns>The result; null where the caller declined.</returns>
    public Task<KeyRotation?> RunAsync(RotationRequest request, KeyIdentifier key, EncryptionStatus status, ElapsedClock clock) =>
        request.NewVersion ? MakeAsync(request, key, status) : NothingToSendAsync(request, key, status, clock);

    private async Task<KeyRotation?> NothingToSendAsync(RotationRequest request, KeyIdentifier key, EncryptionStatus status, ElapsedClock clock)
    {
        var question = $"Check the key {key} (nothing is sent: Atlas follows its latest enabled version by itself)";
        if (!await confirmation.ShouldProcessAsync($"project {project.ProjectId}", question).ConfigureAwait(false))
        {
            return null;
        }

        project.Log.Warning($"There is nothing to rotate: project {project.ProjectId} names its key without a version ({key}), and Atlas follows the "
            + "latest enabled version by itself. Nothing was sent.");
        var seen = status.Encryption.Valid is false ? await ValidAsync(request, key, status, clock).ConfigureAwait(false) : status;
        return seen.Unchanged(project.ProjectId, key, clock.Started, clock.Now);
    }

    /// <summary>The response can be older than a change that makes the key usable again, such as the end of a freeze.</summary>
    private async Task<EncryptionStatus> ValidAsync(RotationRequest request, KeyIdentifier key, EncryptionStatus status, ElapsedClock clock)
    {
        var outcome = await new RotationWait(project, key, request with { Settling = TimeSpan.Zero }, clock).UntilArrivedAsync(status, changedNow: false).ConfigureAwait(false);
        return outcome.Valid ? await project.EncryptionStatusAsync(project.Cancellation).ConfigureAwait(false)
            : throw RotationErrors.FollowedKeyInvalid(project.ProjectId, key, status.EncryptedClusters.Select(c => c.NameAtStake).ToList());
    }

    private async Task<KeyRotation?> MakeAsync(RotationRequest request, KeyIdentifier key, EncryptionStatus status)
    {
        if (request.RollBackOnFailure)
        {
            throw RotationErrors.NoWayBackFromFollowedVersion(project.ProjectId, key);
        }

        var vault = status.Encryption.VaultInUse();
        var keys = new VaultKeys(project, vault);
        var used = await UsedAsync(keys, vault, key).ConfigureAwait(false);
        var isNew = false;
        var version = await newVersions.FindOrMakeAsync(project, vault, used, AskAsync, follows: true).ConfigureAwait(false);
        if (version is null)
        {
            return null;
        }

        var clock = new ElapsedClock(project.Time);
        var created = (await ReadResult.FromAsync(() => keys.FindAsync(version)).ConfigureAwait(false)).Value?.Created ?? project.Time.GetUtcNow();
        var events = new KeyRotationEvents(project, created, Remaining(request, created));
        if (!isNew)
        {
            await events.ReadAsync(project.Cancellation).ConfigureAwait(false);
        }

        var outcome = await new RotationWait(project, key, request, clock, events).UntilArrivedAsync(status, changedNow: isNew).ConfigureAwait(false);
        if (!outcome.Valid)
        {
            throw RotationErrors.FollowedKeyInvalid(project.ProjectId, version, used, status.EncryptedClusters.Select(c => c.NameAtStake).ToList());
        }

        if (isNew && events.Event is not null)
        {
            outcome.WarnOfUnseen(project, request.Settling);
        }

        return await ResultAsync(version, used, status, outcome, events, clock).ConfigureAwait(false);

        async Task<bool> AskAsync(KeyIdentifier? young, string how)
        {
            if (young is null && status.Encryption.Valid is false)
            {
                throw RotationErrors.KeyInvalidBeforeRotation(project.ProjectId, used);
            }

            isNew = young is null;
            return await confirmation.ShouldProcessAsync($"project {project.ProjectId}", isNew
                ? $"Create a new version of the key {key.KeyName} in key vault {key.VaultName} {how}. Atlas follows the latest enabled version, and takes it up by itself"
                : $"Check whether Atlas uses {young} (nothing is created or sent: it is less than a day old)").ConfigureAwait(false);
        }
    }

    /// <summary>The version that Atlas follows now.</summary>
    private async Task<KeyIdentifier> UsedAsync(VaultKeys keys, KeyVaultReference vault, KeyIdentifier key)
    {
        var latest = (await keys.FindFollowedAsync(key.KeyName).ConfigureAwait(false) ?? throw KeyErrors.KeyUnknown(vault.Name, key.KeyName)).Version;
        return latest.Enabled is true ? latest.Identifier
            : throw KeyErrors.FollowedVersionUnusable(key, latest, KeyVersionRules.ReasonsAgainst(latest, project.Time.GetUtcNow()), project.ProjectId);
    }

    /// <summary>From the creation of the version, limited by the timeout of the command.</summary>
    private TimeSpan Remaining(RotationRequest request, DateTimeOffset created)
    {
        var left = request.FollowTimeout - (project.Time.GetUtcNow() - created);
        var most = request.Timeout - PollSchedule.Longest;
        return left <= TimeSpan.Zero || most <= TimeSpan.Zero ? TimeSpan.Zero : left < most ? left : most;
    }

    private string EventsPath => $"/groups/{project.ProjectId}/events?{string.Join('&', KeyRotationEvents.Types.Select(t => $"eventType={t}"))}";

    private async Task<KeyRotation> ResultAsync(KeyIdentifier version, KeyIdentifier used, EncryptionStatus status, RotationOutcome outcome, KeyRotationEvents events, ElapsedClock clock)
    {
        var completed = clock.Now;
        var (inUse, evidence) = Evidence(outcome, events);
        if (inUse is null)
        {
            project.Log.Warning($"It is unknown whether Atlas uses version {version.Version} of {version.KeyName} for project {project.ProjectId}: {evidence}. Atlas may take it up later. "
                + $"These events show it: {PowerShellCommand.Of($"Invoke-AtlasRequest -Path {EventsPath}")}");
        }

        var old = used.Equals(version) ? null : used;
        var gap = old is null ? null : await new OldKeyNeed(project).GapAsync(outcome.Listed).ConfigureAwait(false);
        var (needed, reason) = old is null ? (null, KeyRotation.NoOldKey) : OldKeyNeed.Of(status, outcome.Clusters, gap, Unsaid);
        return new(project.ProjectId, version.Text)
        {
            OldKeyIdentifier = old?.Text,
            StartedAt = clock.Started,
            CompletedAt = completed,
            Valid = true,
            NewKeyInUse = inUse,
            NewKeyReason = evidence,
            Clusters = outcome.Clusters,
            OldKeyStillNeeded = needed,
            OldKeyReason = reason,
        };
    }

    /// <summary>An event after the version's creation, or all clusters were seen to start and return. A paused cluster starts when it is resumed.</summary>
    private static (bool? InUse, string Reason) Evidence(RotationOutcome outcome, KeyRotationEvents events)
    {
        var started = outcome.Clusters.Where(c => c.State == RotationState.Completed).Select(c => c.ClusterName).ToList();
        var unseen = outcome.Clusters.Where(c => c.State == RotationState.NotSeen).Select(c => c.ClusterName).ToList();
        return events.Event is { } seen ? (true, $"Atlas reported {seen.TypeName} at {seen.Created.ToString("u", CultureInfo.InvariantCulture)}, after the version was created"
                + (unseen.Count == 0 ? "" : $"; these clusters were not seen to leave IDLE: {string.Join(", ", unseen)}"))
            : outcome.IsCompletedByAll ? (true, $"every encrypted cluster that is not paused left IDLE and returned after the version was created: {string.Join(", ", started)}")
            : (null, (events.Unread is { } unread ? $"Atlas's events could not be read ({unread})"
            : $"Atlas reported neither {string.Join(" nor ", KeyRotationEvents.Types)} since the version was created")
                + (started.Count == 0 ? ", and no encrypted cluster was seen to leave IDLE and return" : $", and only these clusters left IDLE and returned: {string.Join(", ", started)}"));
    }
}
