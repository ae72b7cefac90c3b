using System.Globalization;
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

internal sealed class ReplicationSpecModel
{
    [JsonProperty("regionConfigs")]
    public List<RegionConfigModel?>? RegionConfigs { get; init; }
}

internal sealed class RegionConfigModel
{
    [JsonProperty("providerName")]
    public string? ProviderName { get; init; }

    [JsonProperty("backingProviderName")]
    public string? BackingProviderName { get; init; }

    [JsonProperty("regionName")]
    public string? RegionName { get; init; }

    [JsonProperty("electableSpecs")]
    public HardwareModel? Electable { get; init; }

    [JsonProperty("readOnlySpecs")]
    public HardwareModel? ReadOnly { get; init; }

    [JsonProperty("analyticsSpecs")]
    public HardwareModel? Analytics { get; init; }

    public bool IsTenant => ProviderName == "TENANT";

    /// <summary>The cloud of the nodes. For a shared tier, the backing provider.</summary>
    public string? Provider => (IsTenant ? BackingProviderName : null) ?? ProviderName;

    /// <summary>Read-only and analytics nodes can be in regions without electable nodes, and they need the key there too.</summary>
    public IEnumerable<HardwareModel> Nodes => new[] { Electable, ReadOnly, Analytics }.OfType<HardwareModel>().Where(nodes => nodes.Exist);
}

internal sealed class HardwareModel
{
    [JsonProperty("instanceSize")]
    public string? InstanceSize { get; init; }

    /// <summary>The actual size of a shared tier, which can have an old name.</summary>
    [JsonProperty("effectiveInstanceSize")]
    public string? EffectiveInstanceSize { get; init; }

    [JsonProperty("nodeCount")]
    public int? NodeCount { get; init; }

    public string Size => EffectiveInstanceSize.OrNull() ?? InstanceSize ?? "";

    /// <summary>For a node type without nodes, Atlas sends a block with count 0. Shared tiers have no block and no count.</summary>
    public bool Exist => NodeCount != 0;
}

/// <summary>The order of Atlas's tiers. The number in the name increases with the size: M10, R40, M80_NVME.</summary>
internal static class InstanceSizes
{
    public static int Rank(string size)
    {
        var digits = size.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit).ToArray();
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }
}
