using Newtonsoft.Json;

namespace AtlasCmk.Clients;

internal sealed class GroupModel
{
    [JsonProperty("id", Required = Required.Always)]
    public string Id { get; init; } = "";

    [JsonProperty("name", Required = Required.Always)]
    public string Name { get; init; } = "";

    [JsonProperty("orgId", Required = Required.Always)]
    public string OrganizationId { get; init; } = "";

    [JsonProperty("clusterCount")]
    public long? ClusterCount { get; init; }

    [JsonProperty("created", Required = Required.Always)]
    public DateTimeOffset Created { get; init; }

    public AtlasProject ToProject() => new(Id, Name, OrganizationId, ClusterCount, Created);
}
