using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Atlas;

internal static class PrivateEndpointOperations
{
    private const string Collection = "/groups/{groupId}/encryptionAtRest/{cloudProvider}/privateEndpoints";
    private const string One = Collection + "/{endpointId}";

    /// <summary>The published description marks the provider as read-only, but Terraform sends it with every request.</summary>
    private static readonly BodyShape s_shape = new(
        new BodyAttribute("regionName", AttributeKind.Text),
        new BodyAttribute("cloudProvider", AttributeKind.Text) { Values = ["AZURE", "AWS"] },
        new BodyAttribute("id", AttributeKind.ObjectId, ReadOnly: true),
        new BodyAttribute("status", AttributeKind.Text, ReadOnly: true),
        new BodyAttribute("errorMessage", AttributeKind.Text, ReadOnly: true),
        new BodyAttribute("privateEndpointConnectionName", AttributeKind.Text, ReadOnly: true));

    public static IReadOnlyList<AtlasApiOperation> All { get; } =
    [
        new("GET", Collection, ["2023-01-01"], RoleNeed.ProjectOwner, RateLimitSet.EncryptionAtRest,
            request => Page.Of(request, EndpointsOf(request), View)),
        new("POST", Collection, ["2023-01-01"], RoleNeed.ProjectOwner, RateLimitSet.EncryptionAtRest, Create),
        new("GET", One, ["2023-01-01"], RoleNeed.ProjectOwner, RateLimitSet.EncryptionAtRest,
            request => AtlasApiResponse.Ok(View(Find(request)))),
        new("DELETE", One, ["2023-01-01"], RoleNeed.ProjectOwner, RateLimitSet.EncryptionAtRest, Delete),
    ];

    private static AtlasApiResponse Create(AtlasApiRequest request)
    {
        var isAzure = IsAzure(request);
        s_shape.Check(request.Body);
        var provider = request.RouteValue("cloudProvider");
        if (request.Body.Text("cloudProvider") is { } named && named != provider)
        {
            throw ApiErrors.Validation($"The attribute cloudProvider is {named}, and the path is that of {provider}.", "cloudProvider");
        }

        var region = request.Body.Text("regionName") ?? throw ApiErrors.Missing("regionName");
        var project = request.Project;
        if (!isAzure || project.Encryption.Azure is null)
        {
            throw ApiErrors.BadRequest("ENCRYPTION_AT_REST_NOT_ENABLED", $"Encryption at rest is not enabled for group {project.Id}.", project.Id);
        }

        if (!project.Encryption.RequiresPrivateNetworking)
        {
            throw ApiErrors.Validation("Private endpoints need requirePrivateNetworking to be enabled.");
        }

        if (!RegionNames.Contains(region))
        {
            throw ApiErrors.BadRequest("INVALID_REGION", $"No region {region} exists for provider AZURE.", region, "AZURE");
        }

        // Assumption: status and error code of a second endpoint in a region are not published.
        if (project.Endpoints.Exists(e => e.RegionName == region))
        {
            throw ApiErrors.Conflict("VALIDATION_ERROR", $"A private endpoint already exists in region {region}.", region);
        }

        return new AtlasApiResponse(StatusCodes.Status202Accepted, View(request.World.Endpoints.Create(project, region, request.Caller())));
    }

    /// <summary>A body is ignored. Old documentation shows one, the published description does not.</summary>
    private static AtlasApiResponse Delete(AtlasApiRequest request)
    {
        var endpoint = Find(request);
        if (endpoint.Status == "INITIATING")
        {
            throw ApiErrors.BadRequest("ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING",
                $"Failed to delete Encryption at Rest Private endpoint with id [{endpoint.Id}] during IN_PROGRESS state. Please try again later.", endpoint.Id);
        }

        if (endpoint.Status != "DELETING")
        {
            request.World.Endpoints.Delete(endpoint);
        }

        return AtlasApiResponse.NoContent;
    }

    private static AtlasEndpoint Find(AtlasApiRequest request)
    {
        var id = request.Id("endpointId");
        return EndpointsOf(request).FirstOrDefault(e => e.Id == id) ?? throw ApiErrors.NotFound("RESOURCE_NOT_FOUND", $"Cannot find resource {id}.", id);
    }

    /// <summary>All endpoints here belong to Azure. A project has none for AWS.</summary>
    private static List<AtlasEndpoint> EndpointsOf(AtlasApiRequest request) =>
        IsAzure(request) ? request.Project.Endpoints : [];

    private static bool IsAzure(AtlasApiRequest request) => request.RouteValue("cloudProvider") switch
    {
        "AZURE" => true,
        "AWS" => false,
        var other => throw ApiErrors.InvalidProvider(other),
    };

    /// <summary>Fields without a value are omitted, because the published description allows no nulls here.</summary>
    private static JsonObject View(AtlasEndpoint endpoint)
    {
        var view = new JsonObject
        {
            ["cloudProvider"] = "AZURE",
            ["id"] = endpoint.Id,
            ["regionName"] = endpoint.RegionName,
            ["status"] = endpoint.Status,
            ["errorMessage"] = endpoint.ErrorMessage ?? "",
            ["sandboxUnknownField"] = true,
        };
        if (endpoint.Connection is { } connection)
        {
            view["privateEndpointConnectionName"] = connection.Name;
        }

        return view;
    }
}
