namespace AtlasCmk.Clients;

/// <summary>A request to Atlas, for messages: the request and the minimum role for it.</summary>
internal sealed record AtlasCall(string Method, string Path, string RequiredRole)
{
    /// <summary>The command that shows whether a change was applied. Null if the caller checks this before it retries.</summary>
    public PowerShellCommand? Look { get; init; }
}
