using Newtonsoft.Json;

namespace AtlasCmk.Clients;

internal sealed class ReplicationSpecModel
{
    [JsonProperty("regionConfigs")]
    public List<RegionConfigModel?>? RegionConfigs { get; init; }
}
