using Newtonsoft.Json;

namespace AtlasCmk.Clients;

internal sealed class PrivateEndpointModel
{
    [JsonProperty("id", Required = Required.Always)]
    public string Id { get; init; } = "";

    [JsonProperty("regionName", Required = Required.Always)]
    public string RegionName { get; init; } = "";

    [JsonProperty("status", Required = Required.Always)]
    public string Status { get; init; } = "";

    [JsonProperty("privateEndpointConnectionName")]
    public string? PrivateEndpointConnectionName { get; init; }

    [JsonProperty("errorMessage")]
    public string? ErrorMessage { get; init; }

    public AkvPrivateEndpoint ToEndpoint(string projectId) => new(projectId, Id, RegionName, Status)
    {
        PrivateEndpointConnectionName = PrivateEndpointConnectionName.OrNull(),
        ErrorMessage = ErrorMessage.OrNull(),
    };
}
