using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>What a new version of a key is to be.</summary>
[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record KeyCreation(
    [property: JsonProperty("kty")] string KeyType,
    [property: JsonProperty("key_size")] int? KeySize,
    [property: JsonProperty("key_ops")] IReadOnlyList<string>? Operations,
    [property: JsonProperty("attributes")] KeyEnabled Attributes,
    [property: JsonProperty("tags")] IReadOnlyDictionary<string, string>? Tags);

/// <summary>What of a version changes. What is left out stays; tags replace all those that there are.</summary>
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

/// <summary>A key version as Key Vault's data plane shows it.</summary>
internal sealed record KeyBundle(
    [property: JsonProperty("key")] JsonWebKey? Key,
    [property: JsonProperty("attributes")] KeyAttributesModel? Attributes,
    [property: JsonProperty("tags")] IReadOnlyDictionary<string, string?>? Tags)
{
    /// <summary>Null where it is no version of a key.</summary>
    public KeyVersion? ToVersion() =>
        KeyAttributesModel.ToVersion(Attributes, Key?.Identifier) is { } version
            ? version with { KeyType = Key!.KeyType, KeySize = Key.Size, Operations = Key.Operations ?? [], Tags = KeyAttributesModel.ToTags(Tags) }
            : null;
}

/// <summary>A key in a list: its identifier has no version.</summary>
internal sealed record KeyItem([property: JsonProperty("kid")] string? Identifier)
{
    /// <summary>Host and key of an address below a key, as <c>{vault}.vault.azure.net/keys/{name}</c>; null where it is none.</summary>
    public static string? Place(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.AbsolutePath.Split('/') is ["", "keys", { Length: > 0 } name, ..] ? $"{uri.Host}/keys/{name}" : null;
}

internal sealed record JsonWebKey(
    [property: JsonProperty("kid")] string? Identifier,
    [property: JsonProperty("kty")] string? KeyType,
    [property: JsonProperty("key_ops")] IReadOnlyList<string>? Operations,
    [property: JsonProperty("n")] string? Modulus)
{
    /// <summary>The data plane names no size: it is that of the modulus, of which six bits are in each character of base64url.</summary>
    public int? Size => Modulus is { Length: > 0 } modulus ? modulus.TrimEnd('=').Length * 6 / 8 * 8 : null;
}

internal sealed record KeyRotationPolicyModel(
    [property: JsonProperty("id")] string? Identifier,
    [property: JsonProperty("lifetimeActions")] IReadOnlyList<KeyLifetimeAction?>? Actions);

internal sealed record KeyLifetimeAction([property: JsonProperty("action")] KeyLifetimeActionType? Action);

internal sealed record KeyLifetimeActionType([property: JsonProperty("type")] string? Type);
