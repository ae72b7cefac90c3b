using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>Private endpoint connections: the owner of a vault approves or rejects them.</summary>
internal sealed class ConnectionOperations(ArmOperations operations)
{
    private const string Type = "Microsoft.KeyVault/vaults/privateEndpointConnections";
    private const string ListPath = ArmRoutes.VaultPath + "/privateEndpointConnections";
    private const string ItemPath = ListPath + "/{connection}";
    private const string Approval = "Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action";

    private static readonly Dictionary<string, string> s_soon = new() { ["Retry-After"] = "1" };

    public void Map(ArmRoutes arm)
    {
        arm.Map("GET", ListPath, Type, request => request.Page(request.Vault(Type + "/read").Connections, connection => ConnectionJson.InList(connection, request.World.Arm)));
        arm.Map("GET", ItemPath, Type, Get);
        arm.Map("PUT", ItemPath, Type, Decide);
        arm.Map("DELETE", ItemPath, Type, Delete);
    }

    private static ArmAnswer Get(ArmRequest request)
    {
        var vault = request.Vault(Type + "/read");
        var connection = vault.FindConnection(request.Route("connection"));
        return request.Query("kv-operation").Length > 0 && Progress(request.World.Arm.OperationAnswer, connection) is { } progress ? progress
            : connection is not null ? ArmAnswer.Ok(ConnectionJson.Of(connection))
            : request.World.Arm.MissingConnectionIsNotFound ? throw NotFound(request, vault)
            : ArmAnswer.NoContent;
    }

    /// <summary>The status of the operation at a connection's address. Null if no operation is running.</summary>
    private static ArmAnswer? Progress(string behavior, VaultConnection? connection) => behavior switch
    {
        ResourceManagerBehavior.AnswersStatus => ArmAnswer.Ok(new JsonObject { ["status"] = connection?.ProvisioningState is "Updating" ? "InProgress" : "Succeeded" }),
        ResourceManagerBehavior.AnswersEmpty => new ArmAnswer(200),
        ResourceManagerBehavior.AnswersNoContent => ArmAnswer.NoContent,
        ResourceManagerBehavior.AnswersNotFound => new ArmAnswer(404, new ArmException(404, "ResourceNotFound", "The operation was not found.").Body),
        _ => null,
    };

    private ArmAnswer Decide(ArmRequest request)
    {
        var vault = request.Vault(Type + "/write");
        if (!request.World.Subscription.Permits(request.Caller.ObjectId, vault.Id, Approval))
        {
            throw new ArmException(403, "LinkedAuthorizationFailed",
                $"The client '{request.Caller.ClientId}' with object id '{request.Caller.ObjectId}' has permission to perform action '{Type}/write' on "
                + $"scope '{vault.Id}/privateEndpointConnections/{request.Route("connection")}'; however, it does not have permission to perform action(s) "
                + $"'{Approval}' on the linked scope(s) '{vault.Id}' (respectively) or the linked scope(s) are invalid.");
        }

        // Only a consumer creates a connection. The owner can only approve or reject an existing one.
        var connection = vault.FindConnection(request.Route("connection")) ?? throw NotFound(request, vault);
        var wanted = request.Body.Child("properties")?.Child("privateLinkServiceConnectionState")
            ?? throw ArmException.BadRequest("The property 'privateLinkServiceConnectionState' is required.");
        CheckETag(request, connection);
        return Finish(request, connection, StatusOf(wanted), wanted.Text("description") ?? connection.Description);
    }

    private static string StatusOf(JsonObject wanted) => wanted.Text("status") is { } status && status is "Approved" or "Rejected"
        ? status
        : throw ArmException.BadRequest($"The status '{wanted.Text("status")}' is invalid. The owner of a vault sets Approved or Rejected.");

    /// <summary>Assumption: the etag is in the body, as in the published example. Empty or absent matches any.</summary>
    private static void CheckETag(ArmRequest request, VaultConnection connection)
    {
        var etag = request.Body.Text("etag") is { Length: > 0 } given ? given : request.Header("If-Match");
        if (etag.Length > 0 && etag != "*" && etag != connection.ETag)
        {
            throw new ArmException(412, "PreconditionFailed", $"The private endpoint connection '{connection.Name}' has changed since it was read.");
        }
    }

    private ArmAnswer Finish(ArmRequest request, VaultConnection connection, string status, string? description)
    {
        var behavior = request.World.Arm;

        // Assumption: a conflict, as other services return. Key Vault's response is not published.
        if (connection.ProvisioningState is "Deleting" or "Failed" or "Disconnected" || !connection.CanBecome(status)
            || (behavior.RejectionIsFinal && (connection.Status, status) is ("Rejected", "Approved")))
        {
            throw ArmException.Conflict($"The private endpoint connection '{connection.Name}' is {connection.Status} ({connection.ProvisioningState}) and cannot become {status}.");
        }

        if (behavior.ConnectionUpdate == ResourceManagerBehavior.Immediate)
        {
            request.World.Endpoints.Decide(connection, status, description);
            return ArmAnswer.Ok(ConnectionJson.Of(connection));
        }

        connection.ProvisioningState = "Updating";
        connection.Vault.ChangesUnderWay++;
        if (behavior.ConnectionUpdate == ResourceManagerBehavior.Recorded)
        {
            return AsRecorded(request, connection, status, description);
        }

        var fails = behavior.ConnectionUpdate == ResourceManagerBehavior.FailedOperation;
        var id = operations.Start(request, () => End(request.World, connection, fails, status, description), fails ? "The update failed." : null);
        var answer = ArmAnswer.Ok(ConnectionJson.Of(connection));
        return behavior.ConnectionUpdate == ResourceManagerBehavior.Updating ? answer : answer with
        {
            Headers = new Dictionary<string, string>(s_soon) { ["Azure-AsyncOperation"] = ArmOperations.StatusLink(request, connection.Vault.Location, id) },
        };
    }

    /// <summary>The status changes at once, the state is Updating for some seconds, and clients poll the connection's address, without Retry-After.</summary>
    private static ArmAnswer AsRecorded(ArmRequest request, VaultConnection connection, string status, string? description)
    {
        request.World.Endpoints.Decide(connection, status, description);
        var code = status == "Approved" ? "approve" : "reject";
        var told = $$"""{"code":"privateEndpointConnections/{{code}}","st":"{{request.World.Now.UtcDateTime:O}}","etag":"{{connection.ETag}}"}""";
        var operation = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(told));
        request.World.After(request.World.Durations.Decision, () =>
        {
            connection.Vault.ChangesUnderWay--;
            connection.ProvisioningState = "Succeeded";
            connection.ETag = request.World.Endpoints.NewETag();
        });
        return ArmAnswer.Ok(ConnectionJson.Of(connection)) with
        {
            Headers = new Dictionary<string, string> { ["Azure-AsyncOperation"] = $"{request.Origin}{request.Path}?api-version={request.ApiVersion}&kv-operation={operation}" },
        };
    }

    private static void End(SandboxWorld world, VaultConnection connection, bool fails, string status, string? description)
    {
        connection.Vault.ChangesUnderWay--;
        connection.ProvisioningState = fails ? "Failed" : "Succeeded";
        if (!fails)
        {
            world.Endpoints.Decide(connection, status, description);
        }
    }

    private ArmAnswer Delete(ArmRequest request)
    {
        var vault = request.Vault(Type + "/delete");
        if (vault.FindConnection(request.Route("connection")) is not { } connection)
        {
            return ArmAnswer.NoContent;
        }

        if (!request.World.Arm.SlowConnectionDelete)
        {
            request.World.Endpoints.Remove(connection);
            connection.ProvisioningState = "Disconnected";
            return ArmAnswer.Ok(ConnectionJson.Removed(connection));
        }

        connection.ProvisioningState = "Deleting";
        vault.ChangesUnderWay++;
        var id = operations.Start(request, () =>
        {
            vault.ChangesUnderWay--;
            request.World.Endpoints.Remove(connection);
        });
        return new ArmAnswer(202)
        {
            Headers = new Dictionary<string, string>(s_soon) { ["Location"] = ArmOperations.ResultLink(request, vault.Location, id) },
        };
    }

    private static ArmException NotFound(ArmRequest request, Vault vault) =>
        ArmException.NotFound("Microsoft.KeyVault/vaults/" + vault.Name + "/privateEndpointConnections", request.Route("connection"), vault.ResourceGroup);
}
