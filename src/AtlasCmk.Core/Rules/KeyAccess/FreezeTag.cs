using System.Globalization;
using System.Text.RegularExpressions;

namespace AtlasCmk.Rules;

/// <summary>The tag value on a key version that a freeze disabled: time, project and identity. It shows that the version was disabled on purpose.</summary>
internal static partial class FreezeTag
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The maximum length of a tag value in Key Vault.</summary>
    private const int LongestValue = 256;

    /// <param name="frozenAt">When the freeze began.</param>
    /// <param name="projectId">The frozen project. Null for a freeze by key only.</param>
    /// <param name="identity">The identity that ran the freeze. Null if it could not be read.</param>
    public static string Write(DateTimeOffset frozenAt, string? projectId, string? identity)
    {
        var project = projectId is null ? "" : $" for project {projectId}";
        var value = $"{frozenAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}{project} by {identity ?? "an identity that could not be read"}";
        return value.Length > LongestValue ? value[..LongestValue] : value;
    }

    /// <summary>The start of the freeze in the tag. Null if the value does not begin with a time.</summary>
    public static DateTimeOffset? TimeOf(string value) =>
        DateTimeOffset.TryParseExact(value.Split(' ')[0], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The frozen project in the tag. Null if there is none.</summary>
    public static string? ProjectOf(string value) => Project().Match(value) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("^[^ ]+ for project ([0-9a-f]{24}) ")]
    private static partial Regex Project();
}
