using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>ClusterDescription20240805: dedicated clusters and shared tiers.</summary>
internal sealed class ClusterModel
{
    [JsonProperty("name", Required = Required.Always)]
    public string Name { get; init; } = "";

    [JsonProperty("id")]
    public string? Id { get; init; }

    [JsonProperty("clusterType")]
    public string? ClusterType { get; init; }

    [JsonProperty("backupEnabled")]
    public bool? BackupEnabled { get; init; }

    [JsonProperty("pitEnabled")]
    public bool? PointInTimeEnabled { get; init; }

    [JsonProperty("stateName")]
    public string? StateName { get; init; }

    [JsonProperty("paused")]
    public bool? Paused { get; init; }

    [JsonProperty("encryptionAtRestProvider")]
    public string? EncryptionAtRestProvider { get; init; }

    [JsonProperty("internalClusterRole")]
    public string? InternalRole { get; init; }

    [JsonProperty("replicationSpecs")]
    public List<ReplicationSpecModel?>? ReplicationSpecs { get; init; }

    public AtlasCluster ToCluster(string projectId)
    {
        var regions = (ReplicationSpecs ?? []).SelectMany(spec => spec?.RegionConfigs ?? []).OfType<RegionConfigModel>().Where(region => region.Nodes.Any()).ToList();
        return new(projectId, Name, regions.Any(region => region.IsTenant) ? ClusterKind.Shared : ClusterKind.Dedicated)
        {
            Providers = [.. regions.Select(region => region.Provider).OfType<string>().Distinct()],
            Regions = [.. regions.Select(region => region.RegionName).OfType<string>().Distinct()],
            HasUnreadNodes = regions.Count == 0 || !regions.TrueForAll(region => region is { Provider: not null, RegionName: not null } && region.Nodes.All(node => node.Size.Length > 0)),
            InternalRole = InternalRole.OrNull() ?? "NONE",
            InstanceSize = regions.SelectMany(region => region.Nodes).Select(node => node.Size).MaxBy(InstanceSizes.Rank) ?? "",
            StateName = StateName ?? "",
            Paused = Paused == true,
            EncryptionAtRestProvider = EncryptionAtRestProvider ?? "",
            ClusterType = ClusterType.OrNull() ?? "REPLICASET",
            BackupEnabled = BackupEnabled == true,
            PointInTimeEnabled = PointInTimeEnabled == true,
            Unsaid = [.. new[] { (Paused, "paused"), (BackupEnabled, "backupEnabled"), (PointInTimeEnabled, "pitEnabled") }.Where(f => f.Item1 is null).Select(f => f.Item2)],
        };
    }
}
