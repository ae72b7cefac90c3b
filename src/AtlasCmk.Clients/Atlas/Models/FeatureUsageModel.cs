using Newtonsoft.Json;

namespace AtlasCmk.Clients;

internal sealed class FeatureUsageModel
{
    [JsonProperty("featureType")]
    public string? FeatureType { get; init; }
}
