namespace AtlasCmk.Sandbox.World;

/// <summary>
/// Lets months pass at once. The clock does not change, so tokens and callers stay valid. Instead, past events move
/// further into the past, scheduled events move nearer, and the events that become due run.
/// </summary>
internal sealed class TimePassing(SandboxWorld world)
{
    public void Pass(TimeSpan span)
    {
        foreach (var project in world.Projects)
        {
            project.Created -= span;
            project.Encryption.FollowedSince -= span;
            Age(project.Events, span);
            foreach (var cluster in project.Clusters.Concat(project.DeletedClusters))
            {
                cluster.Created -= span;
                Age(cluster.Snapshots, span);
            }
        }

        AgeAzure(span);
        world.Keys.FollowPolicies();
        foreach (var cluster in world.Projects.SelectMany(project => project.Clusters).Where(cluster => cluster is { BackupEnabled: true, Paused: false }))
        {
            BackUp(cluster, span);
        }

        foreach (var project in world.Projects)
        {
            world.KeyValidator.Validate(project);
        }
    }

    private static void Age(List<AtlasEvent> events, TimeSpan span)
    {
        for (var i = 0; i < events.Count; i++)
        {
            events[i] = events[i] with { Created = events[i].Created - span };
        }
    }

    private void Age(List<Snapshot> snapshots, TimeSpan span)
    {
        for (var i = 0; i < snapshots.Count; i++)
        {
            snapshots[i] = snapshots[i] with { CreatedAt = snapshots[i].CreatedAt - span, ExpiresAt = snapshots[i].ExpiresAt - span };
        }

        snapshots.RemoveAll(snapshot => snapshot.ExpiresAt <= world.Now);
    }

    private void BackUp(Cluster cluster, TimeSpan span)
    {
        for (var day = 1; day <= (int)span.TotalDays; day++)
        {
            var (schedule, age) = (BackupSchedule.OfDay(day), span - TimeSpan.FromDays(day));
            if (schedule.Retention > age)
            {
                world.Clusters.AddSnapshot(cluster, world.Now - age, schedule.Frequency, schedule.Retention);
            }
        }
    }

    private void AgeAzure(TimeSpan span)
    {
        foreach (var secret in world.Tenant.Applications.SelectMany(application => application.Secrets))
        {
            secret.Expires -= span;
        }

        foreach (var key in world.Subscription.Vaults.SelectMany(vault => vault.Keys))
        {
            key.RotationPolicy = key.RotationPolicy is { } policy ? policy with { Created = policy.Created - span, Updated = policy.Updated - span } : null;
            foreach (var version in key.Versions)
            {
                version.Created -= span;
                version.Updated -= span;
                version.NotBefore -= span;
                version.Expires -= span;
            }
        }
    }
}
