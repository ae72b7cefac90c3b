namespace AtlasCmk.Clients;

/// <summary>One operation of the Atlas Administration API: its path, its version, and the required role.</summary>
/// <param name="Template">Relative to <see cref="BasePath"/>, with {} for each value.</param>
/// <param name="Version">An exact version of the published description. For other dates, Atlas can fall back to another version.</param>
/// <param name="RequiredRole">The minimum role in Atlas's documentation.</param>
internal sealed record AtlasOperation(HttpMethod Method, string Template, string Version, string RequiredRole)
{
    public const string BasePath = "api/atlas/v2";

    public string MediaType => $"application/vnd.atlas.{Version}+json";

    /// <summary>AtlasCmk's PUT, PATCH and DELETE requests set a state, so repeating them is safe. Repeating a POST creates a second object.</summary>
    public bool Repeatable { get; init; } = Method != HttpMethod.Post;

    /// <summary>Whether AtlasCmk works without this operation, so that its withdrawal needs no warning.</summary>
    public bool OutlivesItsVersion { get; init; }

    public AtlasCall At(params ReadOnlySpan<string> values)
    {
        var path = Template;
        foreach (var value in values)
        {
            RefuseUnaddressable(value);
            var place = path.IndexOf("{}", StringComparison.Ordinal);
            path = $"{path[..place]}{Uri.EscapeDataString(value)}{path[(place + 2)..]}";
        }

        return new(Method.Method, path, RequiredRole);
    }

    // An empty value addresses the list, and dots address its parent. A DELETE would then affect something else.
    private static void RefuseUnaddressable(string value)
    {
        if (string.IsNullOrWhiteSpace(value) || value is "." or "..")
        {
            throw InputErrors.NotAnAtlasName(value);
        }
    }
}
