using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>AtlasOrganization.</summary>
internal sealed class OrganizationModel
{
    [JsonProperty("id", Required = Required.Always)]
    public string Id { get; init; } = "";

    [JsonProperty("name", Required = Required.Always)]
    public string Name { get; init; } = "";
}
