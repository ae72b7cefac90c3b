using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>A request that has passed authentication, versioning and authorization.</summary>
internal sealed class AtlasApiRequest(SandboxWorld world, ApiCredential credential, HttpRequest http)
{
    private Project? _project;

    public SandboxWorld World { get; } = world;

    public ApiCredential Credential { get; } = credential;

    public required ApiVersion Version { get; init; }

    /// <summary>The body, already checked to be a JSON object. Only operations with a body use it.</summary>
    public JsonElement Body { get; init; }

    public Project Project => _project ??= ProjectLookup.Find(World, Credential, RouteValue("groupId"));

    public string RouteValue(string name) => http.RouteValues[name] as string ?? "";

    public string? Query(string name) => http.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Every value of a parameter that may be repeated.</summary>
    public IReadOnlyCollection<string?> Texts(string name) => http.Query[name];

    /// <summary>The other query parameters, for links to other pages.</summary>
    public string OtherQuery(params string[] but) => string.Concat(
        http.Query.Where(q => !but.Contains(q.Key)).SelectMany(q => q.Value, (q, value) => $"{q.Key}={Uri.EscapeDataString(value ?? "")}&"));

    /// <summary>The caller that events of this request name.</summary>
    public EventCaller? Caller() => World.Feed.CallerOf(Credential, ClientAddress.Of(http.HttpContext));

    public bool QueryFlag(string name, bool absent) => Query(name) switch
    {
        null => absent,
        { } text when bool.TryParse(text, out var flag) => flag,
        _ => throw InvalidQuery(name),
    };

    public int QueryNumber(string name, int absent, int minimum, int maximum) => Query(name) switch
    {
        null => absent,
        { } text when int.TryParse(text, out var number) && number >= minimum && number <= maximum => number,
        _ => throw InvalidQuery(name),
    };

    /// <summary>The address of this resource, or of another of its pages.</summary>
    public string Address(string query = "") => $"{http.Scheme}://{http.Host}{http.Path}{query}";

    public string AddressOf(string path) => $"{http.Scheme}://{http.Host}/api/atlas/v2{path}";

    private static ApiErrorException InvalidQuery(string name) =>
        ApiErrors.BadRequest("INVALID_QUERY_PARAMETER", $"Invalid query parameter {name} specified.", name);
}

/// <summary>The address of a caller, in Atlas's format.</summary>
internal static class ClientAddress
{
    public static string Of(HttpContext http) => Format(http.Connection.RemoteIpAddress ?? IPAddress.Loopback);

    public static string Format(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}

internal static partial class PathId
{
    /// <summary>An id of 24 hexadecimal digits in the path. Any other form is refused before a lookup.</summary>
    public static string Id(this AtlasApiRequest request, string name)
    {
        var value = request.RouteValue(name);
        return Form().IsMatch(value) ? value
            : throw ApiErrors.BadRequest("INVALID_PATH_PARAMETER", $"Invalid path parameter {name} specified.", name);
    }

    [GeneratedRegex("^[a-f0-9]{24}$")]
    private static partial Regex Form();
}
