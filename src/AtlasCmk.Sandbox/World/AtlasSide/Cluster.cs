namespace AtlasCmk.Sandbox.World;

internal sealed class Cluster
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required Project Project { get; init; }

    public required DateTimeOffset Created { get; set; }

    /// <summary><c>REPLICASET</c>, <c>SHARDED</c> or <c>GEOSHARDED</c>.</summary>
    public required string ClusterType { get; init; }

    /// <summary>One element per shard. Every shard has the same regions here.</summary>
    public required IReadOnlyList<Shard> Shards { get; init; }

    public string StateName { get; set; } = "IDLE";

    public string EncryptionAtRestProvider { get; set; } = "NONE";

    /// <summary>NONE, or SYSTEM_CLUSTER or INTERNAL_SHADOW_CLUSTER for clusters that are internal to MongoDB.</summary>
    public string InternalRole { get; set; } = "NONE";

    /// <summary>Whether Atlas omits the nodes of the cluster.</summary>
    public bool HidesNodes { get; set; }

    public bool BackupEnabled { get; set; } = true;

    /// <summary>Continuous backup: also keeps the oplog, for point-in-time restores.</summary>
    public bool PointInTimeEnabled { get; set; }

    /// <summary>Termination protection: whether deleting the cluster is refused.</summary>
    public bool TerminationProtectionEnabled { get; set; }

    public bool PausedByUser { get; set; }

    /// <summary>Atlas stopped the cluster because it cannot use the key.</summary>
    public bool StoppedForKey { get; set; }

    /// <summary>Atlas stopped the cluster because the last endpoint to the key was deleted.</summary>
    public bool LostKeyConnection { get; set; }

    /// <summary>Whether the data cannot be decrypted at the moment.</summary>
    public bool CannotOpenData => StoppedForKey || LostKeyConnection;

    /// <summary>Atlas disabled this multi-cloud cluster because its project requires private networking.</summary>
    public bool StoppedForPrivateNetworking { get; set; }

    /// <summary>The schema has no state for a cluster that Atlas stopped. Only <c>paused</c> shows it, and <c>stateName</c> does not change.</summary>
    public bool Paused => PausedByUser || CannotOpenData || StoppedForPrivateNetworking;

    /// <summary>The version of the customer's key that encrypts the data files.</summary>
    public string? KeyIdentifier { get; set; }

    public bool HasSearchNodes { get; set; }

    public List<Snapshot> Snapshots { get; } = [];

    /// <summary>The customer's tags: values by key.</summary>
    public Dictionary<string, string> Tags { get; init; } = [];

    public IEnumerable<RegionConfig> Regions => Shards.SelectMany(s => s.Regions);

    public bool IsTenant => Regions.Any(r => r.ProviderName == "TENANT");

    public bool IsMultiCloud => Regions.Select(r => r.ProviderName).Distinct().Count() > 1;

    public bool IsAzureAlone => Regions.All(r => r.ProviderName == "AZURE");

    public bool IsSharded => ClusterType != "REPLICASET";
}

internal sealed record Shard(string Id, string ZoneId, string ZoneName, IReadOnlyList<RegionConfig> Regions);

/// <summary>The nodes of one shard in one region.</summary>
internal sealed record RegionConfig(string ProviderName, string RegionName, string InstanceSize, int Priority, int ElectableNodes)
{
    public int ReadOnlyNodes { get; init; }

    public int AnalyticsNodes { get; init; }

    /// <summary>The cloud provider of a shared-tier cluster.</summary>
    public string? BackingProviderName { get; init; }
}
