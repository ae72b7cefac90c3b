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

    /// <summary>The cloud of the nodes. For a shared tier, the backing provider.</summary>
    public string? Provider => (IsTenant ? BackingProviderName : null) ?? ProviderName;

    /// <summary>Read-only and analytics nodes can be in regions without electable nodes, and they need the key there too.</summary>
    public IEnumerable<HardwareModel> Nodes => new[] { Electable, ReadOnly, Analytics }.OfType<HardwareModel>().Where(nodes => nodes.Exist);
}
