using Newtonsoft.Json;

namespace AtlasCmk.Clients;

internal sealed class LinkModel
{
    [JsonProperty("rel")]
    public string? Rel { get; init; }
}
