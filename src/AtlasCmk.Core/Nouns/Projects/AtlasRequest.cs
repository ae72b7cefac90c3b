using System.Globalization;
using AtlasCmk.Rules;

namespace AtlasCmk;

/// <summary>A caller's request to the Atlas Administration API, checked before it is sent.</summary>
internal sealed record AtlasRequest
{
    private const string BasePath = "/api/atlas/v2";

    private AtlasRequest(string method, string path, string query)
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

    /// <summary>The path is appended to the session's address. It must not lead elsewhere, because the credentials are sent there.</summary>
    public static AtlasRequest Create(string method, string path, string version)
    {
        var (plain, query) = path.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0 ? (path[..mark], path[mark..]) : (path, "");
        if (plain.StartsWith(BasePath + "/", StringComparison.OrdinalIgnoreCase))
        {
            plain = plain[BasePath.Length..];
        }

        if (LeadsElsewhere(plain) || query.Any(c => c is '#' or <= ' ' or > '~'))
        {
            throw RequestErrors.PathLeavesTheHost(path);
        }

        return DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? new(method.ToUpperInvariant(), plain.StartsWith('/') ? plain : "/" + plain, query) { Version = version }
            : throw RequestErrors.VersionIsNoDate(version);
    }

    /// <summary>Another scheme or host, a parent folder in any spelling, a fragment, or a character that must be escaped.</summary>
    private static bool LeadsElsewhere(string path)
    {
        var decoded = Uri.UnescapeDataString(path);
        return path.Trim('/').Length == 0
            || path.StartsWith("//", StringComparison.Ordinal)
            || path.Any(c => c is '#' or '\\' or <= ' ' or > '~')
            || decoded.Any(c => c is '\\' || char.IsControl(c))
            || decoded.Contains("://", StringComparison.Ordinal)
            || decoded.Split('/').Any(segment => segment is "." or "..")
            || decoded.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
            || decoded.StartsWith("api/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A record would print its members; the body may hold secrets.</summary>
    public override string ToString() => $"{Method} {Path}";
}
