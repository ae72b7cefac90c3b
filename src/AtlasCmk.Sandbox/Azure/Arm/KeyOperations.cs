using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>Keys in the control plane: read-only, and accessible even if the vault's firewall blocks the caller.</summary>
internal static class KeyOperations
{
    private const string Type = "Microsoft.KeyVault/vaults/keys";
    private const string KeyPath = ArmRoutes.VaultPath + "/keys/{key}";

    public static void Map(ArmRoutes arm)
    {
        arm.Map("GET", KeyPath, Type, request =>
        {
            var key = Find(request, Type + "/read");
            return ArmAnswer.Ok(Of(key.Current, $"{key.Vault.Id}/keys/{key.Name}", key.Name, Type));
        });
        arm.Map("GET", KeyPath + "/versions", Type, request => request.Page(Find(request, Type + "/versions/read").Versions, OfVersion));
        arm.Map("GET", KeyPath + "/versions/{version}", Type, request =>
        {
            var key = Find(request, Type + "/versions/read");
            return ArmAnswer.Ok(OfVersion(key.FindVersion(request.Route("version"))
                ?? throw ArmException.NotFound($"Microsoft.KeyVault/vaults/{key.Vault.Name}/keys/{key.Name}/versions", request.Route("version"), key.Vault.ResourceGroup)));
        });
    }

    private static VaultKey Find(ArmRequest request, string action)
    {
        var vault = request.Vault(action);
        return vault.FindKey(request.Route("key")) is { Versions.Count: > 0 } key
            ? key
            : throw ArmException.NotFound($"Microsoft.KeyVault/vaults/{vault.Name}/keys", request.Route("key"), vault.ResourceGroup);
    }

    private static JsonObject OfVersion(VaultKeyVersion version) =>
        Of(version, $"{version.Key.Vault.Id}/keys/{version.Key.Name}/versions/{version.Version}", version.Version, Type + "/versions");

    private static JsonObject Of(VaultKeyVersion version, string id, string name, string type)
    {
        var attributes = new JsonObject
        {
            ["enabled"] = version.Enabled,
            ["created"] = version.Created.ToUnixTimeSeconds(),
            ["updated"] = version.Updated.ToUnixTimeSeconds(),
            ["recoveryLevel"] = version.Key.Vault.RecoveryLevel,
            ["exportable"] = false,
        };
        if (version.NotBefore is { } start)
        {
            attributes["nbf"] = start.ToUnixTimeSeconds();
        }

        if (version.Expires is { } end)
        {
            attributes["exp"] = end.ToUnixTimeSeconds();
        }

        var properties = new JsonObject
        {
            ["attributes"] = attributes,
            ["kty"] = version.KeyType,
            ["keyOps"] = VaultJson.Texts(version.KeyOperations),
            ["keySize"] = version.KeySize,
            ["keyUri"] = WithPort(version.Key, version.Key.Id),
            ["keyUriWithVersion"] = WithPort(version.Key, version.Identifier),
            ["sandboxUnknownField"] = true,
        };
        if (version.Key.RotationPolicy is { } policy)
        {
            properties["rotationPolicy"] = Of(policy);
        }

        return new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["type"] = type,
            ["location"] = version.Key.Vault.Location,
            ["tags"] = VaultJson.Tags(version.Tags),
            ["properties"] = properties,
        };
    }

    /// <summary>The control plane includes the default port in a key's address. The data plane does not.</summary>
    private static string WithPort(VaultKey key, string address) => address.Replace(key.Vault.VaultUri, $"https://{key.Vault.Host}:443/", StringComparison.Ordinal);

    private static JsonObject Of(RotationPolicy policy)
    {
        var attributes = new JsonObject { ["created"] = policy.Created.ToUnixTimeSeconds(), ["updated"] = policy.Updated.ToUnixTimeSeconds() };
        if (policy.ExpiryTime is { } expiry)
        {
            attributes["expiryTime"] = expiry;
        }

        return new JsonObject { ["attributes"] = attributes, ["lifetimeActions"] = new JsonArray([.. policy.Actions.Select(Of)]) };
    }

    private static JsonObject Of(RotationAction action) => new()
    {
        ["trigger"] = action.TimeAfterCreate is { } after
            ? new JsonObject { ["timeAfterCreate"] = after }
            : new JsonObject { ["timeBeforeExpiry"] = action.TimeBeforeExpiry },

        // The control plane spells the two action types in lowercase, the data plane with a capital letter.
        ["action"] = new JsonObject { ["type"] = action.Type == "Rotate" ? "rotate" : "notify" },
    };
}
