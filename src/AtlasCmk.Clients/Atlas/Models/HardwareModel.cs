using Newtonsoft.Json;

namespace AtlasCmk.Clients;

internal sealed class HardwareModel
{
    [JsonProperty("instanceSize")]
    public string? InstanceSize { get; init; }

    /// <summary>The actual size of a shared tier, which can have an old name.</summary>
    [JsonProperty("effectiveInstanceSize")]
    public string? EffectiveInstanceSize { get; init; }

    [JsonProperty("nodeCount")]
    public int? NodeCount { get; init; }

    public string Size => EffectiveInstanceSize.OrNull() ?? InstanceSize ?? "";

    /// <summary>For a node type without nodes, Atlas sends a block with count 0. Shared tiers have no block and no count.</summary>
    public bool Exist => NodeCount != 0;
}
