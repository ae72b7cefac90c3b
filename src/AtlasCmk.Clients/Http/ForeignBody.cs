using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AtlasCmk.Clients;

/// <summary>What a page or a text says that something between here and a service answered in its place: its words in one line, short enough to be quoted.</summary>
internal static partial class ForeignBody
{
    private const int MostRead = 16 * 1024;
    private const int MostShown = 200;

    private static readonly byte[] s_before = [.. " \t\r\n"u8, .. Encoding.UTF8.Preamble];

    /// <summary>Null where it says nothing. JSON is not quoted: what it holds may be a token that is not known yet.</summary>
    public static string? Words(byte[] body)
    {
        if (body.AsSpan().TrimStart(s_before) is [(byte)'{' or (byte)'[' or (byte)'"', ..])
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, MostRead));
        if (MarkupPattern().IsMatch(text))
        {
            text = WebUtility.HtmlDecode(TagPattern().Replace(HiddenPattern().Replace(text, " "), " "));
        }

        return OneLine(text, MostShown);
    }

    /// <summary>The same text without line breaks, cut to a length; null where nothing is left.</summary>
    public static string? OneLine(string? text, int mostCharacters)
    {
        var line = SpacePattern().Replace(text ?? "", " ").Trim();
        return line.Length == 0 ? null : line.Length <= mostCharacters ? line : $"{line[..mostCharacters]}…";
    }

    [GeneratedRegex(@"^\s*<", RegexOptions.NonBacktracking)]
    private static partial Regex MarkupPattern();

    [GeneratedRegex(@"<(script|style)\b.*?</(script|style)\s*>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex HiddenPattern();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();
}
