using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>ApiSearchDeploymentResponseView: a cluster without search nodes has an empty one.</summary>
internal sealed class SearchDeploymentModel
{
    [JsonProperty("id")]
    public string? Id { get; init; }

    [JsonProperty("encryptionAtRestProvider")]
    public string? EncryptionAtRestProvider { get; init; }
}
