using System.Globalization;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>A project's activity feed, the newest event first, as recorded.</summary>
internal static class EventOperations
{
    private const string Collection = "/groups/{groupId}/events";

    public static IReadOnlyList<AtlasApiOperation> All { get; } =
    [
        new("GET", Collection, ["2023-01-01"], RoleNeed.ProjectReadOnly, RateLimitSet.Events, List),
        new("GET", Collection + "/{eventId}", ["2023-01-01"], RoleNeed.ProjectReadOnly, RateLimitSet.Events, Get),
    ];

    private static AtlasApiResponse List(AtlasApiRequest request)
    {
        var (types, excluded, clusters) = (request.Texts("eventType"), request.Texts("excludedEventType"), request.Texts("clusterNames"));
        var (from, until) = (Time(request, "minDate"), Time(request, "maxDate"));
        var events = Newest(request).Where(e =>
            (types.Count == 0 || types.Contains(e.TypeName)) && !excluded.Contains(e.TypeName)
            && (clusters.Count == 0 || clusters.Contains(e.ClusterName))
            && (from is null || e.Created >= from) && (until is null || e.Created < until));
        return Page.Of(request, [.. events], e => View(request, e));
    }

    private static AtlasApiResponse Get(AtlasApiRequest request)
    {
        var id = request.Id("eventId");
        return Newest(request).FirstOrDefault(e => e.Id == id) is { } found ? AtlasApiResponse.Ok(View(request, found))
            : throw ApiErrors.NotFound("RESOURCE_NOT_FOUND", $"Cannot find resource {id}.", id);
    }

    /// <summary>For events with the same time, the one added later comes first.</summary>
    private static IEnumerable<AtlasEvent> Newest(AtlasApiRequest request) =>
        Enumerable.Reverse(request.Project.Events).OrderByDescending(e => e.Created);

    private static DateTimeOffset? Time(AtlasApiRequest request, string name) => request.Query(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw ApiErrors.BadRequest("INVALID_QUERY_PARAMETER", $"Invalid query parameter {name} specified.", name);

    private static JsonObject View(AtlasApiRequest request, AtlasEvent one)
    {
        var (project, includesRaw) = (request.Project, request.QueryFlag("includeRaw", absent: false));
        var view = new JsonObject
        {
            ["created"] = one.Created.ToAtlas(),
            ["eventTypeName"] = one.TypeName,
            ["groupId"] = project.Id,
            ["id"] = one.Id,
            ["isGlobalAdmin"] = false,
            ["links"] = new JsonArray(new JsonObject { ["href"] = request.AddressOf($"/groups/{project.Id}/events/{one.Id}"), ["rel"] = "self" }),
        };
        if (one.ClusterName is { } cluster)
        {
            view["clusterName"] = cluster;
        }

        if (one.Caller is { } caller)
        {
            view["apiKeyId"] = caller.ApiKeyId;
            view["publicKey"] = caller.PublicKey;
            view["remoteAddress"] = caller.RemoteAddress;
        }

        if (includesRaw)
        {
            view["raw"] = new JsonObject { ["_t"] = "NDS_AUDIT", ["cid"] = project.Id, ["cre"] = one.Created.ToAtlas(), ["gn"] = project.Name, ["id"] = one.Id, ["orgId"] = project.Organization.Id };
        }

        return view;
    }
}
