using System.Globalization;
using System.Text.RegularExpressions;

namespace AtlasCmk.Rules;

/// <summary>The value of the tag on a key version that a freeze disabled: when, for which project and by which identity. It shows that the version was not disabled by accident.</summary>
internal static partial class FreezeTag
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The most characters that Key Vault allows in a tag's value.</summary>
    private const int LongestValue = 256;

    /// <param name="frozenAt">When the freeze began.</param>
    /// <param name="projectId">The project that is frozen; null where the freeze is by key alone.</param>
    /// <param name="identity">The identity that ran the freeze; null where it could not be read.</param>
    public static string Write(DateTimeOffset frozenAt, string? projectId, string? identity)
    {
        var project = projectId is null ? "" : $" for project {projectId}";
        var value = $"{frozenAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}{project} by {identity ?? "an identity that could not be read"}";
        return value.Length > LongestValue ? value[..LongestValue] : value;
    }

    /// <summary>When the freeze began, as the tag says; null where the value does not begin with a time.</summary>
    public static DateTimeOffset? TimeOf(string value) =>
        DateTimeOffset.TryParseExact(value.Split(' ')[0], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The project that was frozen, as the tag says; null where it names none.</summary>
    public static string? ProjectOf(string value) => Project().Match(value) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("^[^ ]+ for project ([0-9a-f]{24}) ")]
    private static partial Regex Project();
}
