using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Waits until a rotation is complete: the key valid, and every cluster that was seen to start IDLE again.</summary>
/// <remarks>Durations are measured, not read off a clock that somebody may set meanwhile.</remarks>
/// <param name="project">The project.</param>
/// <param name="target">What its settings have to name.</param>
/// <param name="request">What the caller gave.</param>
/// <param name="clock">The rotation's clock.</param>
/// <param name="signs">Where Atlas takes up a new version by itself: what shows that it has. Null where it was told.</param>
internal sealed class RotationWait(ProjectContext project, KeyIdentifier target, RotationRequest request, SteadyClock clock, TakeUpSigns? signs = null)
{
    /// <summary>Atlas rolls over a cluster's nodes one by one.</summary>
    private static readonly TimeSpan s_typical = TimeSpan.FromMinutes(15);

    /// <summary>Under private networking the data nodes validate, some time after the change: until then, "not valid" means "not yet".</summary>
    private static readonly TimeSpan s_validation = TimeSpan.FromMinutes(2);

    /// <summary>More than these are counted, not named, in what a user sees while he waits.</summary>
    private const int MostNamed = 5;

    /// <param name="before">The project before the change, or as it is where nothing was changed.</param>
    /// <param name="changedNow">Whether the key has just been changed, by this command or another.</param>
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

            // One that the first list lacked may be on the old version; one that is being created begins with the new one.
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
