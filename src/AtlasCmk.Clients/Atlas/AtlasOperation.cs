namespace AtlasCmk.Clients;

/// <summary>One operation of the Atlas Administration API: where it is, in which version we speak it, and who may ask for it.</summary>
/// <param name="Template">Relative to <see cref="BasePath"/>, with a place {} for each value.</param>
/// <param name="Version">The exact version of the published description: for a date without one Atlas may fall back to another.</param>
/// <param name="RequiredRole">The least role that Atlas's documentation asks for.</param>
internal sealed record AtlasOperation(HttpMethod Method, string Template, string Version, string RequiredRole)
{
    public const string BasePath = "api/atlas/v2";

    public string MediaType => $"application/vnd.atlas.{Version}+json";

    /// <summary>Our PUTs, PATCHes and DELETEs name the state that is wanted, so a second one changes nothing; a second POST makes a second thing.</summary>
    public bool Repeatable { get; init; } = Method != HttpMethod.Post;

    /// <summary>Whether what AtlasCmk does with it goes on without it, so that its end is no news for a user.</summary>
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

    // An empty name would address the list that the thing is in, and dots its parent: a DELETE would hit something else.
    private static void RefuseUnaddressable(string value)
    {
        if (string.IsNullOrWhiteSpace(value) || value is "." or "..")
        {
            throw InputErrors.NotAnAtlasName(value);
        }
    }
}
