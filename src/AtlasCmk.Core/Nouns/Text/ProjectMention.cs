using System.Text.RegularExpressions;

namespace AtlasCmk;

/// <summary>The IDs of projects in messages. Rules and workflows write "project ID", and the name is added where a message is shown.</summary>
/// <remarks>A name can arrive after the message was written. Suggested commands keep the exact ID, because they say -ProjectId.</remarks>
internal static partial class ProjectMention
{
    /// <summary>Each project with its name and ID.</summary>
    public static string WithNames(string text, Func<string, KnownProject?> find) =>
        Mentioned().Replace(text, m => find(m.Value)?.Label ?? m.Value);

    /// <summary>Each project with its name alone, or the end of its ID, for progress and statuses.</summary>
    /// <param name="text">A text that mentions projects.</param>
    /// <param name="find">The names.</param>
    /// <param name="width">The columns that the text should fit. Names are cut for that.</param>
    public static string InShort(string text, Func<string, KnownProject?> find, int width = int.MaxValue) =>
        Short().Replace(text, m => find(m.Groups["id"].Value)?.Name is { } name ? Cut(name, width - (text.Length - m.Length)) : $"…{m.Groups["id"].Value[^6..]}");

    /// <summary>The IDs of the projects that a text names.</summary>
    public static IEnumerable<string> In(string text) => Mentioned().Matches(text).Select(m => m.Value);

    private static string Cut(string name, int width) => name.Length <= Math.Max(width, 8) ? name : $"{name[..(Math.Max(width, 8) - 1)]}…";

    [GeneratedRegex("(?<=\\b[Pp]rojects? (?:[0-9a-f]{24}(?:, | and ))*)[0-9a-f]{24}\\b", RegexOptions.CultureInvariant)]
    private static partial Regex Mentioned();

    [GeneratedRegex("\\bproject (?<id>[0-9a-f]{24})\\b", RegexOptions.CultureInvariant)]
    private static partial Regex Short();
}
