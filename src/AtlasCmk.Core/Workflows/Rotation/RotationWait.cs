using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Waits until a rotation is complete: the key is valid, and every cluster that was seen to start is IDLE again.</summary>
/// <remarks>Durations are measured, independent of changes to the system clock.</remarks>
/// <param name="project">The project.</param>
/// <param name="target">The key that its settings must have.</param>
/// <param name="request">The caller's parameters.</param>
/// <param name="clock">The rotation's clock.</param>
/// <param name="events">The events that show that Atlas uses a new version. Null if the version was sent to Atlas.</param>
internal sealed class RotationWait(ProjectContext project, KeyIdentifier target, RotationRequest request, ElapsedClock clock, KeyRotationEvents? events = null)
{
    /// <summary>Atlas updates a cluster's nodes one by one.</summary>
    private static readonly TimeSpan s_typical = TimeSpan.FromMinutes(15);

    /// <summary>Under private networking the data nodes validate some time after the change. Until then, "not valid" means "not yet".</summary>
    private static readonly TimeSpan s_validation = TimeSpan.FromMinutes(2);

    /// <summary>If there are more, progress shows their number instead of their names.</summary>
    private const int MostNamed = 5;

    /// <param name="before">The project before the change, or its current state without a change.</param>
    /// <param name="changedNow">Whether the key was just changed, by this command or another.</param>
    public Task<RotationOutcome> UntilArrivedAsync(EncryptionStatus before, bool changedNow)
    {
        var started = clock.Elapsed;
        var clusters = before.EncryptedClusters.Select(c => new ClusterRotation(c, changedNow, started)).ToList();
        var seen = clusters.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var wasValid = false;
        TimeSpan? eventSeen = null;
        var poll = new SharedPoll<EncryptionStatus>(ReadAsync, project.Time, project.Cancellation);
        return project.Waiter(poll).UntilAsync(WaitSubject.OfProject("rotation", project.ProjectId), "complete", s_typical, request.Timeout, Judge, changedNow ? null : before);

        WaitStep<RotationOutcome> Judge(EncryptionStatus status)
        {
            var encryption = status.Encryption;
            if (!encryption.Enabled || !target.Equals(encryption.Key))
            {
                throw RotationErrors.RotationOvertaken(project.ProjectId, target, encryption);
            }

            var passed = clock.Elapsed - started;
            if (encryption.Valid is false && (wasValid || passed >= s_validation))
            {
                return new("not valid", new(false, [], status.Clusters.Count));
            }

            var mayBeStale = changedNow && encryption.RequirePrivateNetworking && passed < KeyValidityWait.StaleAtMost;
            var isValid = encryption.Valid is true && !mayBeStale;
            wasValid |= isValid;

            // A cluster that was missing in the first list may use the old version. A cluster that is being created starts with the new one.
            clusters.AddRange(status.EncryptedClusters.Where(c => seen.Add(c.Name) && c.StateName != "CREATING").Select(c => new ClusterRotation(c, changedNow, clock.Elapsed)));
            clusters.ForEach(c => c.Observe(status.Clusters, clock));
            eventSeen ??= events?.Event is null ? null : passed;
            var settling = events is null ? request.Settling : events.Within == TimeSpan.Zero ? TimeSpan.Zero : eventSeen + request.Settling ?? events.Within;
            var outcome = new RotationOutcome(true, [.. clusters.Select(c => c.Result)], status.Clusters.Count);
            var isInUse = events is null || eventSeen is not null || outcome.IsCompletedByAll || passed >= events.Within;
            return new(
                string.Join("; ", ProgressOf(clusters).Prepend(events is { Event: null } ? "no event from Atlas yet" : "")
                    .Prepend(isValid ? "the key is valid" : "the key is not yet validated").Where(s => s.Length > 0)),
                isValid && isInUse && clusters.All(c => c.IsSettled(settling, clock)) ? outcome : null);
        }
    }

    private async Task<EncryptionStatus> ReadAsync(CancellationToken cancellation)
    {
        var status = project.EncryptionStatusAsync(cancellation);
        await (events?.ReadAsync(cancellation) ?? Task.CompletedTask).ConfigureAwait(false);
        return await status.ConfigureAwait(false);
    }

    private static IEnumerable<string> ProgressOf(IEnumerable<ClusterRotation> clusters) => clusters
        .GroupBy(c => c.Progress, (progress, group) => (progress, names: group.Select(c => c.Name).ToList()))
        .Select(g => $"{(g.names.Count <= MostNamed ? string.Join(", ", g.names) : $"{g.names.Count} clusters")} {g.progress}");
}

/// <summary>The result of waiting for a rotation. Clusters count only if the key is valid.</summary>
/// <param name="Valid">Whether Atlas can use the key.</param>
/// <param name="Clusters">The clusters that use the key.</param>
/// <param name="Listed">The number of clusters of any kind in the last list.</param>
internal sealed record RotationOutcome(bool Valid, IReadOnlyList<KeyRotationCluster> Clusters, int Listed)
{
    /// <summary>Whether every relevant cluster, and at least one, was seen to start and return. A paused cluster starts when it is resumed, a deleted one never.</summary>
    public bool IsCompletedByAll => Clusters.Any(c => c.State == RotationState.Completed) && Clusters.All(c => c.State is RotationState.Completed or RotationState.Paused || c.IsDeleted);

    public void WarnOfUnseen(ProjectContext project, TimeSpan settling)
    {
        if (Clusters.Where(c => c.State == RotationState.NotSeen).Select(c => c.ClusterName).ToList() is { Count: > 0 } unseen)
        {
            project.Log.Warning($"These clusters of project {project.ProjectId} were not confirmed to use the new key within {settling.TotalSeconds:0} s: {string.Join(", ", unseen)}. "
                + "Keep the old version. To wait longer next time, use a longer -SettlingSec.");
        }
    }
}
