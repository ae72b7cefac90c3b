using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>ApiSearchDeploymentResponseView. It is empty for a cluster without search nodes.</summary>
internal sealed class SearchDeploymentModel
{
    [JsonProperty("id")]
    public string? Id { get; init; }

    [JsonProperty("encryptionAtRestProvider")]
    public string? EncryptionAtRestProvider { get; init; }
}
