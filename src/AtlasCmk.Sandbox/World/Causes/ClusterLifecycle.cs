namespace AtlasCmk.Sandbox.World;

/// <summary>What Atlas does with clusters when encryption, the project's key or its networking changes.</summary>
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
        world.Feed.Write(cluster.Project, EventTypes.ClusterCreated, cluster.Name);
        world.After(world.Durations.ClusterUpdate, () => FinishUpdate(cluster));
    }

    public void Delete(Cluster cluster, bool keepBackups)
    {
        cluster.StateName = "DELETING";
        world.After(world.Durations.ClusterUpdate, () =>
        {
            cluster.Project.Clusters.Remove(cluster);
            cluster.Project.DeletedClusters.AddRange(keepBackups ? [cluster] : []);
        });
    }

    public void Pause(Cluster cluster, bool paused)
    {
        cluster.PausedByUser = paused;
        Update(cluster);
    }

    /// <summary>Clusters move to the project's key by a rolling update, one after another. A paused cluster moves when it is resumed.</summary>
    public void RollOutKey(Project project)
    {
        var start = TimeSpan.Zero;
        world.Feed.Write(project, EventTypes.KeyRotationStarted);
        if (!project.Clusters.Exists(FollowsKey))
        {
            world.Feed.Write(project, EventTypes.KeyRotated);
        }

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
    /// When private networking is required, "Atlas disables the multi-cloud clusters in your project".
    /// Assumption: they are enabled again when it is no longer required.
    /// </summary>
    public static void FollowNetworking(Project project)
    {
        foreach (var cluster in project.Clusters.Where(c => c.IsMultiCloud))
        {
            cluster.StoppedForPrivateNetworking = project.Encryption.RequiresPrivateNetworking;
        }
    }

    /// <summary>Completes an update. The agenda does this after a delay, a stage does it at once.</summary>
    public void FinishUpdate(Cluster cluster)
    {
        if (cluster.StateName == "DELETING")
        {
            return;
        }

        // "Updates queue up" while Atlas cannot decrypt the data.
        if (cluster.CannotOpenData)
        {
            world.After(world.Durations.ClusterUpdate, () => FinishUpdate(cluster));
            return;
        }

        if (cluster.StateName != "IDLE")
        {
            world.Feed.Write(cluster.Project, cluster.StateName == "CREATING" ? EventTypes.ClusterReady : EventTypes.ClusterUpdateCompleted, cluster.Name);
        }

        cluster.StateName = "IDLE";
        var key = cluster.EncryptionAtRestProvider == "AZURE" ? KeyOf(cluster.Project) ?? cluster.KeyIdentifier : null;
        if (key != cluster.KeyIdentifier)
        {
            var hadKey = cluster.KeyIdentifier is not null;
            cluster.KeyIdentifier = key;
            TakeSnapshot(cluster);
            if (hadKey && key is not null && cluster.Project.Clusters.Where(FollowsKey).All(c => c.KeyIdentifier == key))
            {
                world.Feed.Write(cluster.Project, EventTypes.KeyRotated);
            }
        }
    }

    /// <summary>
    /// The identifier of the version for the project's clusters. When a cluster starts, Atlas looks up the latest version.
    /// Null if that fails.
    /// </summary>
    public string? KeyOf(Project project)
    {
        world.KeyValidator.FollowLatest(project);
        return project.Encryption.Azure?.KeyIdentifier is not { } text ? null
            : KeyAddress.Parse(text) is { Version: null } ? project.Encryption.FollowedVersion
            : world.Keys.Find(KeyAddress.Parse(text))?.Identifier ?? text;
    }

    public void TakeSnapshot(Cluster cluster)
    {
        if (cluster.BackupEnabled)
        {
            AddSnapshot(cluster, world.Now, "hourly", TimeSpan.FromDays(7));
        }
    }

    /// <summary>Queued now and taken later, with the version that the cluster uses then.</summary>
    public Snapshot TakeLater(Cluster cluster, Snapshot wanted)
    {
        var queued = wanted with { Status = "queued", KeyIdentifier = null };
        cluster.Snapshots.Add(queued);
        world.After(world.Durations.ClusterUpdate, () =>
        {
            if (cluster.Snapshots.RemoveAll(s => s.Id == wanted.Id) > 0)
            {
                cluster.Snapshots.Add(wanted with { CreatedAt = world.Now, ExpiresAt = world.Now + (wanted.ExpiresAt - wanted.CreatedAt), KeyIdentifier = cluster.KeyIdentifier });
            }
        });
        return queued;
    }

    /// <summary>A snapshot requires the key version that its cluster used when the snapshot was taken.</summary>
    public void AddSnapshot(Cluster cluster, DateTimeOffset createdAt, string frequency, TimeSpan retention) =>
        cluster.Snapshots.Add(new Snapshot(world.Ids.ObjectId(), createdAt, createdAt + retention, frequency)
        {
            KeyIdentifier = KeyAt(cluster, createdAt),
            MemberIds = cluster.IsSharded ? [.. cluster.Shards.Select(_ => world.Ids.ObjectId())] : [],
        });

    /// <summary>In a generated past, a cluster has also followed the project's key.</summary>
    private string? KeyAt(Cluster cluster, DateTimeOffset time) => time < world.Now && cluster.KeyIdentifier is not null
        && KeyAddress.Parse(cluster.Project.Encryption.Azure?.KeyIdentifier) is { Version: null } followed
        ? world.Keys.Find(followed, time)?.Identifier ?? cluster.KeyIdentifier : cluster.KeyIdentifier;

    private static bool FollowsKey(Cluster cluster) => cluster is { EncryptionAtRestProvider: "AZURE", PausedByUser: false } && cluster.Project.Clusters.Contains(cluster);

    private void Update(Cluster cluster)
    {
        cluster.StateName = "UPDATING";
        world.Feed.Write(cluster.Project, EventTypes.ClusterUpdateStarted, cluster.Name);
        world.After(world.Durations.ClusterUpdate, () => FinishUpdate(cluster));
    }
}
