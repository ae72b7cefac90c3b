using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The fields that FlexClusterDescription20241113 and ServerlessInstanceDescription share.</summary>
internal sealed class SingleRegionClusterModel
{
    [JsonProperty("name", Required = Required.Always)]
    public string Name { get; init; } = "";

    [JsonProperty("stateName")]
    public string? StateName { get; init; }

    [JsonProperty("providerSettings")]
    public SingleRegionProviderModel? Provider { get; init; }

    public AtlasCluster ToCluster(string projectId, ClusterKind kind, string instanceSize) => new(projectId, Name, kind)
    {
        Providers = Provider?.BackingProviderName is { } provider ? [provider] : [],
        Regions = Provider?.RegionName is { } region ? [region] : [],
        InstanceSize = instanceSize,
        StateName = StateName ?? "",
    };
}

internal sealed class SingleRegionProviderModel
{
    [JsonProperty("backingProviderName")]
    public string? BackingProviderName { get; init; }

    [JsonProperty("regionName")]
    public string? RegionName { get; init; }
}
