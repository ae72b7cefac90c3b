namespace AtlasCmk.Sandbox.World;

/// <summary>The initial clusters of the projects, and new clusters of every kind.</summary>
internal static class ClusterCatalog
{
    public static void Populate(SandboxWorld world, Project project, int number)
    {
        if (number > 1)
        {
            Add(world, project, "azure", "orders", "M30");
            return;
        }

        Add(world, project, "azure", "orders", "M10");
        Add(world, project, "azure", "payments", "M30");
        Add(world, project, "sharded", "ledger", "M40");
        if (world.Options.Mixed)
        {
            Add(world, project, "multicloud", "global", "M30");
            Add(world, project, "aws", "reports", "M30");
            Add(world, project, "free", "trial", "M0");
            Add(world, project, "azure", "archive", "M20").PausedByUser = true;
            AddFlex(world, project, "playground");
        }
    }

    public static FlexCluster AddFlex(SandboxWorld world, Project project, string name)
    {
        var flex = new FlexCluster(world.Ids.ObjectId(), name, project, "AZURE", "US_EAST_2", world.Now.AddDays(-30));
        project.FlexClusters.Add(flex);
        return flex;
    }

    /// <summary>Kinds: azure, sharded, multicloud, aws, gcp, free, search.</summary>
    public static Cluster Add(SandboxWorld world, Project project, string kind, string name, string size)
    {
        var cluster = new Cluster
        {
            Id = world.Ids.ObjectId(),
            Name = name,
            Project = project,
            Created = world.Now.AddDays(-180),
            ClusterType = kind == "sharded" ? "SHARDED" : "REPLICASET",
            Shards = [.. Enumerable.Range(0, kind == "sharded" ? 2 : 1).Select(_ => NewShard(world, RegionsOf(kind, size)))],
            BackupEnabled = kind != "free",
            HasSearchNodes = kind == "search",
            Tags = new() { ["environment"] = "sandbox" },
        };
        project.Clusters.Add(cluster);
        if (cluster.BackupEnabled)
        {
            AddHistory(world, cluster);
        }

        return cluster;
    }

    public static Shard NewShard(SandboxWorld world, IReadOnlyList<RegionConfig> regions) =>
        new(world.Ids.ObjectId(), world.Ids.ObjectId(), "Zone 1", regions);

    private static RegionConfig[] RegionsOf(string kind, string size) => kind switch
    {
        "azure" or "search" => [new("AZURE", "US_EAST_2", size, 7, 3)],
        "sharded" => [new("AZURE", "US_EAST_2", size, 7, 2), new("AZURE", "US_CENTRAL", size, 6, 1)],
        "multicloud" => [new("AZURE", "US_EAST_2", size, 7, 2), new("AWS", "US_EAST_1", size, 6, 1)],
        "aws" => [new("AWS", "US_EAST_1", size, 7, 3)],
        "gcp" => [new("GCP", "CENTRAL_US", size, 7, 3)],
        "free" => [new("TENANT", "US_EAST_2", size, 7, 0) { BackingProviderName = "AZURE" }],
        _ => throw new ArgumentException($"'{kind}' is not a cluster kind. Expected: azure, sharded, multicloud, aws, gcp, free, search, flex.", nameof(kind)),
    };

    private static void AddHistory(SandboxWorld world, Cluster cluster)
    {
        foreach (var (days, schedule) in new[] { (100, BackupSchedule.Monthly), (30, BackupSchedule.Monthly), (7, BackupSchedule.Weekly), (1, BackupSchedule.Daily) })
        {
            world.Clusters.AddSnapshot(cluster, world.Now.AddDays(-days), schedule.Frequency, schedule.Retention);
        }
    }
}

/// <summary>How often Atlas takes scheduled snapshots of a cluster, and how long it keeps them.</summary>
internal sealed record BackupSchedule(string Frequency, TimeSpan Retention)
{
    public static BackupSchedule Daily { get; } = new("daily", TimeSpan.FromDays(7));

    public static BackupSchedule Weekly { get; } = new("weekly", TimeSpan.FromDays(28));

    public static BackupSchedule Monthly { get; } = new("monthly", TimeSpan.FromDays(365));

    /// <summary>A day's snapshot is kept for the retention of the least frequent schedule that includes that day.</summary>
    public static BackupSchedule OfDay(int day) => day % 30 == 0 ? Monthly : day % 7 == 0 ? Weekly : Daily;
}
