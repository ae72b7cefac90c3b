using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>Asynchronous operations. Clients can poll a status document or the Location.</summary>
internal sealed class ArmOperations
{
    private const string Prefix = "/providers/Microsoft.KeyVault/locations/{location}";
    private const string Type = "Microsoft.KeyVault/locations";

    private readonly Dictionary<string, Operation> _operations = [];

    public void Map(ArmRoutes arm)
    {
        arm.Map("GET", ArmRoutes.SubscriptionPath + Prefix + "/operationStatuses/{operation}", Type, request => Status(request, Find(request)));
        arm.Map("GET", ArmRoutes.SubscriptionPath + Prefix + "/operationResults/{operation}", Type, request => Find(request).IsDone
            ? ArmAnswer.NoContent
            : new ArmAnswer(202) { Headers = new Dictionary<string, string> { ["Location"] = request.Origin + request.Path + "?api-version=" + request.ApiVersion, ["Retry-After"] = "1" } });
    }

    /// <param name="end">Runs when the operation completes.</param>
    /// <param name="failure">The error it will fail with, or null for success.</param>
    /// <returns>The id of the operation.</returns>
    public string Start(ArmRequest request, Action end, string? failure = null)
    {
        var id = Guid.NewGuid().ToString();
        var operation = new Operation(failure);
        _operations[id] = operation;
        request.World.After(request.World.Durations.Notice, () =>
        {
            operation.IsDone = true;
            end();
        });
        return id;
    }

    public static string StatusLink(ArmRequest request, string location, string id) => Link(request, location, "operationStatuses", id);

    public static string ResultLink(ArmRequest request, string location, string id) => Link(request, location, "operationResults", id);

    private static string Link(ArmRequest request, string location, string kind, string id) =>
        $"{request.Origin}{request.Subscription().Scope}{Prefix.Replace("{location}", location, StringComparison.Ordinal)}/{kind}/{id}?api-version={request.ApiVersion}";

    private static ArmAnswer Status(ArmRequest request, Operation operation)
    {
        var body = new JsonObject { ["id"] = request.Path, ["name"] = request.Route("operation") };
        body["status"] = !operation.IsDone ? "InProgress" : operation.Failure is null ? "Succeeded" : "Failed";
        if (operation is { IsDone: true, Failure: { } failure })
        {
            body["error"] = new JsonObject { ["code"] = "InternalServerError", ["message"] = failure };
        }

        return ArmAnswer.Ok(body) with { Headers = operation.IsDone ? [] : new Dictionary<string, string> { ["Retry-After"] = "1" } };
    }

    private Operation Find(ArmRequest request) => _operations.TryGetValue(request.Route("operation"), out var operation)
        ? operation
        : throw new ArmException(404, "ResourceNotFound", $"The operation '{request.Route("operation")}' was not found.");

    private sealed class Operation(string? failure)
    {
        public bool IsDone { get; set; }

        public string? Failure => failure;
    }
}
