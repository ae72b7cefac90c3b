using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

internal static class ClusterCommands
{
    /// <summary><c>kind</c> azure, sharded, multicloud, aws, gcp, free, search or flex; <c>name</c>; <c>size</c>.</summary>
    public static JsonObject? Add(SandboxWorld world, CommandArgument argument)
    {
        var project = WorldCommands.ProjectOf(world, argument);
        var kind = argument.Text("kind") ?? "azure";
        var name = argument.Needed("name");
        if (kind == "flex")
        {
            ClusterCatalog.AddFlex(world, project, name);
            return null;
        }

        try
        {
            var cluster = ClusterCatalog.Add(world, project, kind, name, argument.Text("size") ?? (kind == "free" ? "M0" : "M30"));
            ClusterLifecycle.FollowNetworking(project);
            Change(world, cluster, argument);
        }
        catch (ArgumentException unknown)
        {
            throw new WorldCommandException(unknown.Message);
        }

        return null;
    }

    public static JsonObject? Set(SandboxWorld world, CommandArgument argument)
    {
        Change(world, ClusterOf(world, argument), argument);
        return null;
    }

    /// <summary><c>keepBackups</c> keeps the cluster's snapshots until they expire, an option when you delete a cluster.</summary>
    public static JsonObject? Remove(SandboxWorld world, CommandArgument argument)
    {
        var cluster = ClusterOf(world, argument);
        cluster.Project.Clusters.Remove(cluster);
        cluster.StateName = "DELETING";
        argument.Flag("keepBackups", value => cluster.Project.DeletedClusters.AddRange(value ? [cluster] : []));
        return null;
    }

    /// <summary>
    /// <c>keyVersion</c> is the version that protects the snapshot, or null for none.
    /// With <c>later</c> the snapshot is queued now and taken later, with the version that the cluster uses then.
    /// </summary>
    public static JsonObject? AddSnapshot(SandboxWorld world, CommandArgument argument)
    {
        var cluster = ClusterOf(world, argument);
        var created = argument.Time("createdAt", world.Now) ?? world.Now;
        var (key, type) = (argument.Text("keyVersion"), argument.Text("snapshotType") ?? "scheduled");

        // As recorded, on-demand snapshots have the frequency "ondemand".
        var frequency = argument.Text("frequencyType") ?? (type == "onDemand" ? "ondemand" : "daily");
        var snapshot = new Snapshot(world.Ids.ObjectId(), created, argument.Time("expiresAt", world.Now) ?? created.AddDays(7), frequency)
        {
            SnapshotType = type,
            Status = argument.Text("status") ?? "completed",
            Description = argument.Text("description"),
            CopyRegions = argument.Texts("copyRegions") ?? [],
            KeyIdentifier = key is null ? null : $"{cluster.Project.Vault.Keys[0].Id}/{key}",
            MemberIds = cluster.IsSharded ? [.. cluster.Shards.Select(_ => world.Ids.ObjectId())] : [],
        };
        var isTakenLater = false;
        argument.Flag("later", value => isTakenLater = value);
        if (isTakenLater)
        {
            snapshot = world.Clusters.TakeLater(cluster, snapshot);
        }
        else
        {
            cluster.Snapshots.Add(snapshot);
        }

        return new JsonObject { ["id"] = snapshot.Id };
    }

    private static void Change(SandboxWorld world, Cluster cluster, CommandArgument argument)
    {
        argument.Flag("paused", value => cluster.PausedByUser = value);
        argument.Flag("backupEnabled", value => cluster.BackupEnabled = value);
        argument.Flag("pointInTime", value => cluster.PointInTimeEnabled = value);
        argument.Flag("terminationProtection", value => cluster.TerminationProtectionEnabled = value);
        argument.Flag("searchNodes", value => cluster.HasSearchNodes = value);
        argument.Flag("hidesNodes", value => cluster.HidesNodes = value);
        cluster.InternalRole = argument.Text("internalClusterRole") ?? cluster.InternalRole;
        cluster.StateName = argument.Text("stateName") ?? cluster.StateName;
        if (argument.Text("encryptionAtRestProvider") is { } provider)
        {
            cluster.EncryptionAtRestProvider = provider;
            cluster.KeyIdentifier = provider == "AZURE" ? world.Clusters.KeyOf(cluster.Project) : null;
        }
    }

    private static Cluster ClusterOf(SandboxWorld world, CommandArgument argument)
    {
        var name = argument.Needed("name");
        return WorldCommands.ProjectOf(world, argument).FindCluster(name) ?? throw new WorldCommandException($"Cluster {name} was not found.");
    }
}
