namespace AtlasCmk.Sandbox.World;

internal sealed class Cluster
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required Project Project { get; init; }

    public required DateTimeOffset Created { get; set; }

    /// <summary><c>REPLICASET</c>, <c>SHARDED</c> or <c>GEOSHARDED</c>.</summary>
    public required string ClusterType { get; init; }

    /// <summary>One element a shard; every shard has the same regions here.</summary>
    public required IReadOnlyList<Shard> Shards { get; init; }

    public string StateName { get; set; } = "IDLE";

    public string EncryptionAtRestProvider { get; set; } = "NONE";

    /// <summary>NONE; SYSTEM_CLUSTER or INTERNAL_SHADOW_CLUSTER for what MongoDB keeps for itself.</summary>
    public string InternalRole { get; set; } = "NONE";

    /// <summary>Whether Atlas leaves out which nodes the cluster has.</summary>
    public bool HidesNodes { get; set; }

    public bool BackupEnabled { get; set; } = true;

    /// <summary>Continuous backup: the oplog is kept too, for restores to a point in time.</summary>
    public bool PointInTimeEnabled { get; set; }

    /// <summary>Whether it is refused to delete the cluster.</summary>
    public bool TerminationProtectionEnabled { get; set; }

    public bool PausedByUser { get; set; }

    /// <summary>Atlas has stopped the cluster since it cannot reach the data's key.</summary>
    public bool StoppedForKey { get; set; }

    /// <summary>Atlas has stopped the cluster since the last endpoint was deleted over which it reached the data's key.</summary>
    public bool LostWayToKey { get; set; }

    /// <summary>Whether nothing can open the data at the moment.</summary>
    public bool CannotOpenData => StoppedForKey || LostWayToKey;

    /// <summary>Atlas has disabled a multi-cloud cluster since its project requires private networking.</summary>
    public bool StoppedForPrivateNetworking { get; set; }

    /// <summary>The schema has no state for a cluster that Atlas has stopped, so that <c>paused</c> is all one sees; <c>stateName</c> stays.</summary>
    public bool Paused => PausedByUser || CannotOpenData || StoppedForPrivateNetworking;

    /// <summary>The version of the customer's key that the data files are encrypted under.</summary>
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
