using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The block of a provider that we only need to know to be on or off. Atlas leaves one that is off out, or sends it with <c>enabled</c> false.</summary>
internal sealed class ProviderModel
{
    [JsonProperty("enabled")]
    public bool? Enabled { get; init; }
}
