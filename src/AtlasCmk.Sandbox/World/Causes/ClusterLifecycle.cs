namespace AtlasCmk.Sandbox.World;

/// <summary>What Atlas does with clusters when their encryption, their project's key or its networking changes.</summary>
internal sealed class ClusterLifecycle(SandboxWorld world)
{
    public void ChangeProvider(Cluster cluster, string provider)
    {
        cluster.EncryptionAtRestProvider = provider;
        Update(cluster);
    }

    public void Create(Cluster cluster)
    {
        cluster.Project.Clusters.Add(cluster);
        cluster.StateName = "CREATING";
        world.After(world.Durations.ClusterUpdate, () => FinishUpdate(cluster));
    }

    public void Pause(Cluster cluster, bool paused)
    {
        cluster.PausedByUser = paused;
        Update(cluster);
    }

    /// <summary>Clusters follow their project's key by a rolling update, one starting after the other; a paused one follows when it is resumed.</summary>
    public void RollOutKey(Project project)
    {
        var start = TimeSpan.Zero;
        foreach (var cluster in project.Clusters.Where(FollowsKey))
        {
            start += world.Durations.KeyRollout;
            world.After(start, () =>
            {
                if (FollowsKey(cluster))
                {
                    Update(cluster);
                }
            });
        }
    }

    /// <summary>
    /// "Atlas disables the multi-cloud clusters in your project" when private networking is required. That they come
    /// back when it no longer is, is an assumption.
    /// </summary>
    public static void FollowNetworking(Project project)
    {
        foreach (var cluster in project.Clusters.Where(c => c.IsMultiCloud))
        {
            cluster.StoppedForPrivateNetworking = project.Encryption.RequiresPrivateNetworking;
        }
    }

    /// <summary>Ends an update: what the agenda does after its time, or a stage at once.</summary>
    public void FinishUpdate(Cluster cluster)
    {
        // "Updates queue up" while Atlas cannot open the data.
        if (cluster.CannotOpenData)
        {
            world.After(world.Durations.ClusterUpdate, () => FinishUpdate(cluster));
            return;
        }

        cluster.StateName = "IDLE";
        var key = cluster.EncryptionAtRestProvider == "AZURE" ? KeyOf(cluster.Project) : null;
        if (key != cluster.KeyIdentifier)
        {
            cluster.KeyIdentifier = key;
            TakeSnapshot(cluster);
        }
    }

    /// <summary>The version that the project's clusters are to be under, in the vault's own text.</summary>
    public string? KeyOf(Project project) => project.Encryption.Azure?.KeyIdentifier is { } text ? world.Keys.Find(KeyAddress.Parse(text))?.Identifier ?? text : null;

    public void TakeSnapshot(Cluster cluster)
    {
        if (cluster.BackupEnabled)
        {
            AddSnapshot(cluster, world.Now, "hourly", TimeSpan.FromDays(7));
        }
    }

    public void AddSnapshot(Cluster cluster, DateTimeOffset createdAt, string frequency, TimeSpan retention) =>
        cluster.Snapshots.Add(new Snapshot(world.Ids.ObjectId(), createdAt, createdAt + retention, frequency)
        {
            KeyIdentifier = cluster.KeyIdentifier,
            MemberIds = cluster.IsSharded ? [.. cluster.Shards.Select(_ => world.Ids.ObjectId())] : [],
        });

    private static bool FollowsKey(Cluster cluster) => cluster is { EncryptionAtRestProvider: "AZURE", PausedByUser: false } && cluster.Project.Clusters.Contains(cluster);

    private void Update(Cluster cluster)
    {
        cluster.StateName = "UPDATING";
        world.After(world.Durations.ClusterUpdate, () => FinishUpdate(cluster));
    }
}
