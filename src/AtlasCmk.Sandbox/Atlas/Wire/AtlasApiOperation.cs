namespace AtlasCmk.Sandbox.Atlas;

/// <summary>One operation of the Administration API: its path, required role, versions and handler.</summary>
internal sealed record AtlasApiOperation(string Method, string Path, ApiVersion[] Versions, RoleNeed Needs, RateLimitSet RateLimit, Func<AtlasApiRequest, AtlasApiResponse> Handle)
{
    public bool HasBody => Method is "POST" or "PATCH";

    /// <summary>The path of the request, with the prefix of the API.</summary>
    public string Route => "/api/atlas/v2" + Path;
}
