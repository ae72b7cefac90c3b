using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

internal sealed class PageModel
{
    [JsonProperty("results", Required = Required.Always)]
    public List<JToken> Results { get; init; } = [];

    /// <summary>An estimate. Present if requested, and always for some operations.</summary>
    [JsonProperty("totalCount")]
    public long? TotalCount { get; init; }

    [JsonProperty("links")]
    public List<LinkModel?>? Links { get; init; }
}

internal sealed class LinkModel
{
    [JsonProperty("rel")]
    public string? Rel { get; init; }

    [JsonProperty("href")]
    public string? Href { get; init; }
}
