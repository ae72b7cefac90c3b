using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Waits until a rotation is complete: the key is valid, and every cluster that was seen to start is IDLE again.</summary>
/// <remarks>Durations are measured, independent of changes to the system clock.</remarks>
/// <param name="project">The project.</param>
/// <param name="target">The key that its settings must have.</param>
/// <param name="request">The caller's parameters.</param>
/// <param name="clock">The rotation's clock.</param>
/// <param name="signs">The signs that Atlas uses a new version automatically. Null if the version was sent to Atlas.</param>
internal sealed class RotationWait(ProjectContext project, KeyIdentifier target, RotationRequest request, SteadyClock clock, TakeUpSigns? signs = null)
{
    /// <summary>Atlas updates a cluster's nodes one by one.</summary>
    private static readonly TimeSpan s_typical = TimeSpan.FromMinutes(15);

    /// <summary>Under private networking the data nodes validate some time after the change. Until then, "not valid" means "not yet".</summary>
    private static readonly TimeSpan s_validation = TimeSpan.FromMinutes(2);

    /// <summary>If there are more, progress shows their number instead of their names.</summary>
    private const int MostNamed = 5;

    /// <param name="before">The project before the change, or its current state without a change.</param>
    /// <param name="changedNow">Whether the key was just changed, by this command or another.</param>
    public Task<RotationOutcome> UntilArrivedAsync(RotationLook before, bool changedNow)
    {
        var started = clock.Elapsed;
        var clusters = before.EncryptedClusters.Select(c => new ClusterRotation(c, changedNow, started)).ToList();
        var seen = clusters.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var wasValid = false;
        TimeSpan? signSeen = null;
        var looks = new SharedPoll<RotationLook>(LookAsync, project.Time, project.Cancellation);
        return project.Waiter(looks).UntilAsync(WaitSubject.OfProject("rotation", project.ProjectId), "complete", s_typical, request.Timeout, Judge, changedNow ? null : before);

        WaitStep<RotationOutcome> Judge(RotationLook look)
        {
            var encryption = look.Encryption;
            if (!encryption.Enabled || !target.Equals(encryption.Key))
            {
                throw RotationErrors.RotationOvertaken(project.ProjectId, target, encryption);
            }

            var passed = clock.Elapsed - started;
            if (encryption.Valid is false && (wasValid || passed >= s_validation))
            {
                return new("not valid", new(false, [], look.Clusters.Count));
            }

            var mayBeStale = changedNow && encryption.RequirePrivateNetworking && passed < KeyValidation.StaleAtMost;
            var isValid = encryption.Valid is true && !mayBeStale;
            wasValid |= isValid;

            // A cluster that was missing in the first list may use the old version. A cluster that is being created starts with the new one.
            clusters.AddRange(look.EncryptedClusters.Where(c => seen.Add(c.Name) && c.StateName != "CREATING").Select(c => new ClusterRotation(c, changedNow, clock.Elapsed)));
            clusters.ForEach(c => c.Look(look.Clusters, clock));
            signSeen ??= signs?.Event is null ? null : passed;
            var settling = signs is null ? request.Settling : signs.Within == TimeSpan.Zero ? TimeSpan.Zero : signSeen + request.Settling ?? signs.Within;
            var outcome = new RotationOutcome(true, [.. clusters.Select(c => c.Result)], look.Clusters.Count);
            var isTakenUp = signs is null || signSeen is not null || outcome.IsCompletedByAll || passed >= signs.Within;
            return new(
                string.Join("; ", Standings(clusters).Prepend(signs is { Event: null } ? "no event of Atlas yet" : "").Prepend(isValid ? "the key is valid" : "the key is not yet validated").Where(s => s.Length > 0)),
                isValid && isTakenUp && clusters.All(c => c.IsSettled(settling, clock)) ? outcome : null);
        }
    }

    private async Task<RotationLook> LookAsync(CancellationToken cancellation)
    {
        var look = RotationLooks.TakeAsync(project, cancellation);
        await (signs?.LookAsync(cancellation) ?? Task.CompletedTask).ConfigureAwait(false);
        return await look.ConfigureAwait(false);
    }

    private static IEnumerable<string> Standings(IEnumerable<ClusterRotation> clusters) => clusters
        .GroupBy(c => c.Standing, (standing, group) => (standing, names: group.Select(c => c.Name).ToList()))
        .Select(g => $"{(g.names.Count <= MostNamed ? string.Join(", ", g.names) : $"{g.names.Count} clusters")} {g.standing}");
}
