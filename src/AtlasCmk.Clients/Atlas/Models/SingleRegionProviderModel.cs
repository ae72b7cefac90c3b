using Newtonsoft.Json;

namespace AtlasCmk.Clients;

internal sealed class SingleRegionProviderModel
{
    [JsonProperty("backingProviderName")]
    public string? BackingProviderName { get; init; }

    [JsonProperty("regionName")]
    public string? RegionName { get; init; }
}
