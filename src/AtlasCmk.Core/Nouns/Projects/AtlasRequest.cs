using System.Globalization;
using AtlasCmk.Rules;

namespace AtlasCmk;

/// <summary>A request of the caller's own to the Atlas Administration API, checked before anything is sent.</summary>
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

    /// <summary>Below the API's base path, with a slash in front, escaped as it was given.</summary>
    public string Path { get; }

    /// <summary>With its question mark; empty where there is none.</summary>
    public string Query { get; }

    /// <summary>The version of the API, a date.</summary>
    public required string Version { get; init; }

    /// <summary>Made of dictionaries, lists and plain values; null where no body is sent.</summary>
    public object? Body { get; init; }

    /// <summary>JSON as the caller wrote it; null where he gave values or nothing.</summary>
    public string? BodyText { get; init; }

    /// <summary>Whether a list is to be read to its end, page by page.</summary>
    public bool AllPages { get; init; }

    /// <summary>The path is put behind the session's own address, and may contain nothing that leads elsewhere: the credentials go there.</summary>
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

    /// <summary>Another scheme or host, a parent folder in any spelling, a fragment, or what only an escape may carry.</summary>
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
