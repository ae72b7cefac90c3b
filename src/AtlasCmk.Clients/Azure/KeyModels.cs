using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The request for a new key version.</summary>
[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record KeyCreation(
    [property: JsonProperty("kty")] string KeyType,
    [property: JsonProperty("key_size")] int? KeySize,
    [property: JsonProperty("key_ops")] IReadOnlyList<string>? Operations,
    [property: JsonProperty("attributes")] KeyEnabled Attributes,
    [property: JsonProperty("tags")] IReadOnlyDictionary<string, string>? Tags);

/// <summary>Changes to a key version. Omitted fields do not change. Tags replace all existing tags.</summary>
[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record KeyChange(
    [property: JsonProperty("attributes")] KeyEnabled? Attributes,
    [property: JsonProperty("tags")] IReadOnlyDictionary<string, string>? Tags);

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record KeyEnabled([property: JsonProperty("enabled")] bool Enabled)
{
    /// <summary>Seconds since 1970.</summary>
    [JsonProperty("exp")]
    public long? Expires { get; init; }
}

/// <summary>A key version in Key Vault's data plane.</summary>
internal sealed record KeyBundle(
    [property: JsonProperty("key")] JsonWebKey? Key,
    [property: JsonProperty("attributes")] KeyAttributesModel? Attributes,
    [property: JsonProperty("tags")] IReadOnlyDictionary<string, string?>? Tags)
{
    /// <summary>Null if it is not a key version.</summary>
    public KeyVersion? ToVersion() =>
        KeyAttributesModel.ToVersion(Attributes, Key?.Identifier) is { } version
            ? version with { KeyType = Key!.KeyType, KeySize = Key.Size, Operations = Key.Operations ?? [], Tags = KeyAttributesModel.ToTags(Tags) }
            : null;
}

/// <summary>A key in a list. Its identifier has no version.</summary>
internal sealed record KeyItem([property: JsonProperty("kid")] string? Identifier)
{
    /// <summary>Host and key name of an address, as <c>{vault}.vault.azure.net/keys/{name}</c>. Null if it is not a key's address.</summary>
    public static string? Place(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.AbsolutePath.Split('/') is ["", "keys", { Length: > 0 } name, ..] ? $"{uri.Host}/keys/{name}" : null;
}

internal sealed record JsonWebKey(
    [property: JsonProperty("kid")] string? Identifier,
    [property: JsonProperty("kty")] string? KeyType,
    [property: JsonProperty("key_ops")] IReadOnlyList<string>? Operations,
    [property: JsonProperty("n")] string? Modulus)
{
    /// <summary>The data plane has no size field. The size comes from the modulus: six bits per base64url character.</summary>
    public int? Size => Modulus is { Length: > 0 } modulus ? modulus.TrimEnd('=').Length * 6 / 8 * 8 : null;
}

internal sealed record KeyRotationPolicyModel(
    [property: JsonProperty("id")] string? Identifier,
    [property: JsonProperty("lifetimeActions")] IReadOnlyList<KeyLifetimeAction?>? Actions);

internal sealed record KeyLifetimeAction([property: JsonProperty("action")] KeyLifetimeActionType? Action);

internal sealed record KeyLifetimeActionType([property: JsonProperty("type")] string? Type);
