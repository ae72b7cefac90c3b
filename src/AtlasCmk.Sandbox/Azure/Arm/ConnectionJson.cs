using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>A private endpoint connection, as a resource and as part of its vault, where it has no name.</summary>
internal static class ConnectionJson
{
    public static JsonObject Of(VaultConnection connection) => Named(connection, ItemOf(connection));

    /// <summary>The connection in a list, or in the document of its vault.</summary>
    public static JsonObject InList(VaultConnection connection, ResourceManagerBehavior behavior) => Named(connection, ItemOf(connection, behavior));

    public static JsonObject ItemOf(VaultConnection connection, ResourceManagerBehavior behavior)
    {
        var item = ItemOf(connection);
        if (behavior.ListsLeaveOutState)
        {
            item["properties"]!.AsObject().Remove("privateLinkServiceConnectionState");
        }

        return item;
    }

    /// <summary>The published response to a removal.</summary>
    public static JsonObject Removed(VaultConnection connection) => Named(connection, new JsonObject
    {
        ["id"] = connection.Id,
        ["properties"] = new JsonObject { ["provisioningState"] = connection.ProvisioningState },
    });

    private static JsonObject Named(VaultConnection connection, JsonObject item)
    {
        item["name"] = connection.Name;
        item["type"] = "Microsoft.KeyVault/vaults/privateEndpointConnections";
        item["location"] = connection.Vault.Location;
        return item;
    }

    private static JsonObject ItemOf(VaultConnection connection)
    {
        var state = new JsonObject { ["status"] = connection.Status, ["actionsRequired"] = "None" };
        var item = new JsonObject
        {
            ["id"] = connection.Id,
            ["sandboxUnknownField"] = 1,
            ["properties"] = new JsonObject
            {
                ["provisioningState"] = connection.ProvisioningState,
                ["privateEndpoint"] = new JsonObject { ["id"] = connection.PrivateEndpointId },
                ["privateLinkServiceConnectionState"] = state,
            },
        };
        if (connection.Description is { } description)
        {
            state["description"] = description;
        }

        if (connection.ETag is { } etag)
        {
            item["etag"] = etag;
        }

        return item;
    }
}
