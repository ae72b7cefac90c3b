using Newtonsoft.Json;

namespace AtlasCmk.Clients;

internal sealed class HardwareModel
{
    [JsonProperty("instanceSize")]
    public string? InstanceSize { get; init; }

    /// <summary>The true size of a shared tier, which may bear an old name.</summary>
    [JsonProperty("effectiveInstanceSize")]
    public string? EffectiveInstanceSize { get; init; }

    [JsonProperty("nodeCount")]
    public int? NodeCount { get; init; }

    public string Size => EffectiveInstanceSize.OrNull() ?? InstanceSize ?? "";

    /// <summary>Atlas sends a block for nodes that there are none of, with a count of 0, and none for shared tiers, which have no count.</summary>
    public bool Exist => NodeCount != 0;
}
