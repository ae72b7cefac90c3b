using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The block of another provider, of which only on or off matters. If off, Atlas omits the block or sends <c>enabled</c> false.</summary>
internal sealed class ProviderModel
{
    [JsonProperty("enabled")]
    public bool? Enabled { get; init; }
}
