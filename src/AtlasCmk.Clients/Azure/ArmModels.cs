using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>A private endpoint connection on the wire, and, where it is sent, the part of it that a decision may change.</summary>
[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record ArmConnection(
    [property: JsonProperty("id")] string? Id,
    [property: JsonProperty("name")] string? Name,
    [property: JsonProperty("etag")] string? Etag,
    [property: JsonProperty("properties")] ArmConnectionProperties? Properties);

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
    [property: JsonProperty("value")] IReadOnlyList<T>? Value,
    [property: JsonProperty("nextLink")] string? NextLink);

/// <summary>The state of an asynchronous operation, as its Azure-AsyncOperation address tells it.</summary>
internal sealed record ArmOperationState(
    [property: JsonProperty("status")] string? Status,
    [property: JsonProperty("error")] AzureErrorModel? Error);
