using Newtonsoft.Json;

namespace AtlasCmk.Clients;

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

    /// <summary>The cloud that the nodes are in: of a shared tier, the one behind it.</summary>
    public string? Provider => (IsTenant ? BackingProviderName : null) ?? ProviderName;

    /// <summary>Read-only and analytics nodes live in regions that may have no electable ones, and need the key there just the same.</summary>
    public IEnumerable<HardwareModel> Nodes => new[] { Electable, ReadOnly, Analytics }.OfType<HardwareModel>().Where(nodes => nodes.Exist);
}
