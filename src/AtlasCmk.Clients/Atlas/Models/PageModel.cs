using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

internal sealed class PageModel
{
    [JsonProperty("results", Required = Required.Always)]
    public List<JToken> Results { get; init; } = [];

    /// <summary>An estimate, where it was asked for or where there is no way not to.</summary>
    [JsonProperty("totalCount")]
    public long? TotalCount { get; init; }

    [JsonProperty("links")]
    public List<LinkModel?>? Links { get; init; }
}
