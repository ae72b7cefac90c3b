using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>A private endpoint connection, alone and inside its vault, where it has no name of its own.</summary>
internal static class ConnectionJson
{
    public static JsonObject Of(VaultConnection connection)
    {
        var item = ItemOf(connection);
        item["name"] = connection.Name;
        item["type"] = "Microsoft.KeyVault/vaults/privateEndpointConnections";
        item["location"] = connection.Vault.Location;
        return item;
    }

    public static JsonObject ItemOf(VaultConnection connection) => new()
    {
        ["id"] = connection.Id,
        ["etag"] = connection.ETag,
        ["sandboxUnknownField"] = 1,
        ["properties"] = new JsonObject
        {
            ["provisioningState"] = connection.ProvisioningState,
            ["privateEndpoint"] = new JsonObject { ["id"] = connection.PrivateEndpointId },
            ["privateLinkServiceConnectionState"] = new JsonObject
            {
                ["status"] = connection.Status,
                ["description"] = connection.Description,
                ["actionsRequired"] = "None",
            },
            ["groupIds"] = new JsonArray("vault"),
        },
    };
}
