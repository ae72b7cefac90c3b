using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>One operation of the Administration API: its path, required role, versions and handler.</summary>
internal sealed record AtlasApiOperation(string Method, string Path, ApiVersion[] Versions, RoleNeed Needs, RateLimitSet RateLimit, Func<AtlasApiRequest, AtlasApiResponse> Handle)
{
    public bool HasBody => Method is "POST" or "PATCH";

    /// <summary>The path of the request, with the prefix of the API.</summary>
    public string Route => "/api/atlas/v2" + Path;
}

/// <summary>A dated version of an operation. A version with a sunset is deprecated, and every response has the headers for it.</summary>
internal sealed record ApiVersion(DateOnly Date, DateOnly? Sunset = null)
{
    /// <summary>A version that this world no longer serves.</summary>
    public bool IsGone { get; init; }

    public static implicit operator ApiVersion(string date) => new(DateOnly.ParseExact(date, "yyyy-MM-dd"));

    public string MediaType => $"application/vnd.atlas.{Date:yyyy-MM-dd}+json";
}
