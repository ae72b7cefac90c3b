using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.KeyVault;

/// <summary>Keys in the data plane: a bundle with the public key, and a list item without it.</summary>
internal static class KeyJson
{
    public static JsonObject Bundle(VaultKeyVersion version)
    {
        var key = new JsonObject
        {
            ["kid"] = version.Identifier,
            ["kty"] = version.KeyType,
            ["key_ops"] = new JsonArray([.. version.KeyOperations.Select(operation => JsonValue.Create(operation))]),
        };
        if (version.KeyType.StartsWith("RSA", StringComparison.Ordinal))
        {
            key["n"] = version.Modulus;
            key["e"] = "AQAB";
        }

        var bundle = new JsonObject { ["key"] = key, ["attributes"] = Attributes(version), ["sandboxUnknownField"] = "ignored" };
        AddTags(bundle, version.Tags);
        return bundle;
    }

    public static JsonObject Item(VaultKeyVersion version) => Item(version, version.Identifier);

    /// <summary>The list of keys shows only the current version, with an identifier without a version.</summary>
    public static JsonObject Item(VaultKey key) => Item(key.Current, key.Id);

    private static JsonObject Item(VaultKeyVersion version, string id)
    {
        var item = new JsonObject { ["kid"] = id, ["attributes"] = Attributes(version) };
        AddTags(item, version.Tags);
        return item;
    }

    private static JsonObject Attributes(VaultKeyVersion version)
    {
        var attributes = new JsonObject { ["enabled"] = version.Enabled };
        if (version.NotBefore is { } start)
        {
            attributes["nbf"] = start.ToUnixTimeSeconds();
        }

        if (version.Expires is { } end)
        {
            attributes["exp"] = end.ToUnixTimeSeconds();
        }

        attributes["created"] = version.Created.ToUnixTimeSeconds();
        attributes["updated"] = version.Updated.ToUnixTimeSeconds();
        attributes["recoveryLevel"] = version.Key.Vault.RecoveryLevel;
        attributes["recoverableDays"] = version.Key.Vault.SoftDeleteRetentionInDays;
        attributes["exportable"] = false;
        return attributes;
    }

    private static void AddTags(JsonObject target, Dictionary<string, string> tags)
    {
        if (tags.Count > 0)
        {
            target["tags"] = new JsonObject(tags.Select(tag => KeyValuePair.Create<string, JsonNode?>(tag.Key, tag.Value)));
        }
    }
}
