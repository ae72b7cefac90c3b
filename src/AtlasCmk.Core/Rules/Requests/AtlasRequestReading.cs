using System.Globalization;

namespace AtlasCmk.Rules;

/// <summary>Checks a request of the caller before anything is sent.</summary>
internal static class AtlasRequestReading
{
    private const string BasePath = "/api/atlas/v2";

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
            ? new AtlasRequest(method.ToUpperInvariant(), plain.StartsWith('/') ? plain : "/" + plain, query) { Version = version }
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
}
