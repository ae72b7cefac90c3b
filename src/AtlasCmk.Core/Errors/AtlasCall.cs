namespace AtlasCmk;

/// <summary>A request to Atlas, for messages: what was asked, and the least role that may ask it.</summary>
internal sealed record AtlasCall(string Method, string Path, string RequiredRole);
