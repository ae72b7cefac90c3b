using System.Globalization;
using System.Text.RegularExpressions;

namespace AtlasCmk.Tests.Recordings;

/// <summary>Which headers answers have, a line for each, with its value where that does not change from answer to answer.</summary>
/// <remarks>The recordings spell names as Go does. HTTP does not tell capitals from small letters, so that they are compared without.</remarks>
internal static partial class HeaderShape
{
    public static IReadOnlySet<string> Of(IEnumerable<IEnumerable<KeyValuePair<string, string>>> answers) =>
        answers.SelectMany(headers => headers.Select(h => $"{h.Key.ToLowerInvariant()}: {Value(h.Key.ToLowerInvariant(), h.Value)}")).ToHashSet(StringComparer.Ordinal);

    private static string Value(string name, string value) => name switch
    {
        "content-length" or "ratelimit-remaining" => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "Number" : value,
        "date" => DateTimeOffset.TryParseExact(value, "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? "Date" : value,
        "www-authenticate" => NoncePattern().Replace(value, "nonce=\"…\""),
        _ => value,
    };

    [GeneratedRegex("nonce=\"[^\"]+\"")]
    private static partial Regex NoncePattern();
}
