namespace AtlasCmk.Clients;

/// <summary>A request to Atlas, for messages: what was asked, and the least role that may ask it.</summary>
internal sealed record AtlasCall(string Method, string Path, string RequiredRole)
{
    /// <summary>The command that shows whether a change was carried out; null where the caller looks itself before it sends it again.</summary>
    public PowerShellCommand? Look { get; init; }
}
