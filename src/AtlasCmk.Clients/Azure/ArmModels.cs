using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>A private endpoint connection. A request contains only the fields that an approval or rejection changes.</summary>
[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record ArmConnection(
    [property: JsonProperty("id")] string? Id,
    [property: JsonProperty("name")] string? Name,
    [property: JsonProperty("etag")] string? Etag,
    [property: JsonProperty("properties")] ArmConnectionProperties? Properties)
{
    /// <summary>Azure omits the name in some lists. It is the last segment of the ID.</summary>
    [JsonIgnore]
    public string? LastName => (Name.OrNull() ?? Id.OrNull())?.Split('/')[^1];

    /// <summary>Reads what is readable. A connection with unreadable properties still has a name.</summary>
    public static ArmConnection Of(JObject json)
    {
        try
        {
            return json.ToObject<ArmConnection>(JsonSerializer.Create(AzureJson.Settings))!;
        }
        catch (JsonException)
        {
            return new((json["id"] as JValue)?.Value as string, (json["name"] as JValue)?.Value as string, null, null);
        }
    }

    /// <summary>A missing or unreadable status is unknown.</summary>
    public PrivateEndpointConnection ToCore(KeyVaultReference vault, string name) =>
        new(new(vault, name), string.IsNullOrWhiteSpace(Properties?.State?.Status) ? ConnectionStatus.Unknown : Properties.State.Status)
    {
        ProvisioningState = Properties?.ProvisioningState,
        Description = Properties?.State?.Description,
        PrivateEndpointId = Properties?.PrivateEndpoint?.Id,
        ActionRequired = Properties?.State?.ActionsRequired,
        Etag = Etag,
    };
}

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record ArmConnectionProperties(
    [property: JsonProperty("provisioningState")] string? ProvisioningState,
    [property: JsonProperty("privateEndpoint")] ArmReference? PrivateEndpoint,
    [property: JsonProperty("privateLinkServiceConnectionState")] ArmConnectionState? State);

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record ArmConnectionState(
    [property: JsonProperty("status")] string? Status,
    [property: JsonProperty("description")] string? Description,
    [property: JsonProperty("actionsRequired")] string? ActionsRequired);

internal sealed record ArmReference([property: JsonProperty("id")] string? Id);

internal sealed record ArmPage<T>(
    [property: JsonProperty("value")] IReadOnlyList<T?>? Value,
    [property: JsonProperty("nextLink")] string? NextLink);

/// <summary>The state of an asynchronous operation at its Azure-AsyncOperation address. Key Vault uses the connection's address, which can return the connection.</summary>
internal sealed record ArmOperationState(
    [property: JsonProperty("status")] string? Status,
    [property: JsonProperty("properties")] ArmOperationResource? Properties,
    [property: JsonProperty("error")] JObject? Error);

internal sealed record ArmOperationResource([property: JsonProperty("provisioningState")] string? ProvisioningState);
