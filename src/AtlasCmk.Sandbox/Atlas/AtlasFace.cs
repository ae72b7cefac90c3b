using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Serves the Atlas Administration API of a world, as cloud.mongodb.com does.</summary>
internal static class AtlasFace
{
    public static IReadOnlyList<AtlasApiOperation> Operations { get; } =
    [
        .. ProjectOperations.All,
        .. EncryptionOperations.All,
        .. PrivateEndpointOperations.All,
        .. ClusterOperations.All,
        .. FlexOperations.All,
        .. SnapshotOperations.All,
        .. CloudProviderAccessOperations.All,
        .. EventOperations.All,
        .. RateLimitOperations.All,
    ];

    public static void Map(IEndpointRouteBuilder routes, SandboxWorld world)
    {
        var tokens = new TokenIssuer(world);
        var pipeline = new AtlasPipeline(world, new AccessCheck(world, tokens));
        new OAuthRoutes(world, tokens).Map(routes);

        foreach (var operation in Operations)
        {
            routes.MapMethods(operation.Route, [operation.Method], http => pipeline.RunAsync(operation, http));
        }

        foreach (var route in Operations.Select(o => o.Route).Distinct())
        {
            routes.Map(route, http => pipeline.RefuseAsync(http, new ApiErrorException(405, "METHOD_NOT_ALLOWED", $"Method {http.Request.Method} is not allowed here.")))
                .WithOrder(1);
        }

        routes.Map("/api/{**rest}", http => pipeline.RefuseAsync(http, ApiErrors.NotFound("RESOURCE_NOT_FOUND", $"Cannot find resource {http.Request.Path}.", http.Request.Path.ToString())))
            .WithOrder(2);
    }
}
