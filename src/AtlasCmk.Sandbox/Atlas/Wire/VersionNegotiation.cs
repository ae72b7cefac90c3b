using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Selects the version for a request: the newest one that is not newer than the requested date.</summary>
internal static partial class VersionNegotiation
{
    public static ApiVersion Choose(string? accept, IReadOnlyList<ApiVersion> versions)
    {
        var asked = DateIn(accept) ?? throw Invalid();
        var served = versions.Where(v => v.Date <= asked).MaxBy(v => v.Date) ?? throw Invalid();
        return served.IsGone
            ? throw new ApiErrorException(StatusCodes.Status410Gone, "VERSION_GONE", $"API version {served.Date:yyyy-MM-dd} has been removed.", $"{served.Date:yyyy-MM-dd}")
            : served;
    }

    /// <summary>A body is plain JSON or names a version, which must exist.</summary>
    public static void CheckContentType(string? contentType)
    {
        var mediaType = contentType?.Split(';')[0].Trim();
        if (DateIn(mediaType) is null && !string.Equals(mediaType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiErrorException(StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", $"Content type {mediaType} is not supported.", mediaType ?? "");
        }
    }

    private static DateOnly? DateIn(string? header) =>
        VersionedType().Match(header ?? "") is { Success: true } match
        && DateOnly.TryParseExact(match.Groups[1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static ApiErrorException Invalid() =>
        new(StatusCodes.Status406NotAcceptable, "INVALID_VERSION_DATE", "Invalid accept header or version date.");

    [GeneratedRegex(@"application/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json", RegexOptions.IgnoreCase)]
    private static partial Regex VersionedType();
}
