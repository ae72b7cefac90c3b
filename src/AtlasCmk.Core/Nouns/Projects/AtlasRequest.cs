namespace AtlasCmk;

/// <summary>A caller's request to the Atlas Administration API, checked before it is sent.</summary>
internal sealed record AtlasRequest
{
    internal AtlasRequest(string method, string path, string query)
    {
        Method = method;
        Path = path;
        Query = query;
    }

    public string Method { get; }

    /// <summary>The path below the API's base path, with a leading slash, escaped as it was given.</summary>
    public string Path { get; }

    /// <summary>The query with its question mark; empty if there is none.</summary>
    public string Query { get; }

    /// <summary>The version of the API, a date.</summary>
    public required string Version { get; init; }

    /// <summary>Dictionaries, lists and plain values; null if no body is sent.</summary>
    public object? Body { get; init; }

    /// <summary>JSON text from the caller; null if the caller gave values or nothing.</summary>
    public string? BodyText { get; init; }

    /// <summary>Whether every page of a list is read.</summary>
    public bool AllPages { get; init; }

    /// <summary>A record would print its members; the body may hold secrets.</summary>
    public override string ToString() => $"{Method} {Path}";
}
