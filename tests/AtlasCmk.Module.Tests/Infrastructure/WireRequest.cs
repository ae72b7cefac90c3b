namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A request as the Sandbox's log keeps it.</summary>
internal sealed record WireRequest(string Face, string Method, string Path, int Status)
{
    /// <summary>Whether it could have changed something in Atlas or Azure; a sign-in does not.</summary>
    public bool IsMutation => Method is not ("GET" or "HEAD") && Face is not ("login" or "identity" or "proxy") && !Path.StartsWith("/api/oauth/", StringComparison.Ordinal);
}
