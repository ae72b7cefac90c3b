using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

internal static class RateLimitOperations
{
    public static IReadOnlyList<AtlasApiOperation> All { get; } =
    [
        new("GET", "/rateLimits", ["2025-03-12"], RoleNeed.AnyCredential, RateLimitSet.RateLimits, List),
        new("GET", "/rateLimits/{endpointSetId}", ["2025-03-12"], RoleNeed.AnyCredential, RateLimitSet.RateLimits, Get),
    ];

    private static AtlasApiResponse List(AtlasApiRequest request)
    {
        CheckScope(request);
        var (name, path) = (request.Query("name"), request.Query("endpointPath"));
        return Page.Of(request, [.. RateLimitSet.All.Where(s => (name is null || s.Name == name) && (path is null || OperationsIn(s).Any(o => o.Route == path)))],
            set => View(request.World, set));
    }

    private static AtlasApiResponse Get(AtlasApiRequest request)
    {
        CheckScope(request);
        var id = request.RouteValue("endpointSetId");
        return RateLimitSet.All.FirstOrDefault(s => s.Id == id) is { } set
            ? AtlasApiResponse.Ok(View(request.World, set))
            : throw ApiErrors.NotFound("RESOURCE_NOT_FOUND", $"Cannot find resource {id}.", id);
    }

    /// <summary>Only members of a project can read its limits.</summary>
    private static void CheckScope(AtlasApiRequest request)
    {
        if (request.Query("groupId") is { } id)
        {
            ProjectLookup.Find(request.World, request.Credential, id);
        }

        if (request.Query("orgId") is { } organization && !request.World.Organizations.Any(known => known.Id == organization))
        {
            throw new ApiErrorException(401, "USER_CANNOT_ACCESS_ORG", $"Current user is not authorized to access organization {organization}.", organization);
        }
    }

    private static JsonObject View(SandboxWorld world, RateLimitSet set) => new()
    {
        ["endpointSetId"] = set.Id,
        ["endpointSetName"] = set.Name,
        ["scope"] = set.Scope,
        ["capacity"] = Limit(world.RateLimits.CapacityOf(set), set.Capacity),
        ["refillRate"] = Limit(world.RateLimits.RefillOf(set), set.Refill),
        ["refillDurationSeconds"] = Limit(RateLimitSet.RefillSeconds, RateLimitSet.RefillSeconds),
        ["endpoints"] = new JsonArray([.. OperationsIn(set).Select(o => new JsonObject { ["method"] = o.Method, ["path"] = o.Route })]),
    };

    /// <summary>The default is included only if it was replaced.</summary>
    private static JsonObject Limit(int value, int published)
    {
        var limit = new JsonObject { ["value"] = value };
        if (value != published)
        {
            limit["defaultValue"] = published;
        }

        return limit;
    }

    private static IEnumerable<AtlasApiOperation> OperationsIn(RateLimitSet set) => AtlasFace.Operations.Where(o => o.RateLimit == set);
}
