using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AtlasCmk.Clients;

/// <summary>The text of a page that something between here and a service returned, in one short line for quoting.</summary>
internal static partial class ForeignBody
{
    private const int MostRead = 16 * 1024;
    private const int MostShown = 200;

    private static readonly byte[] s_before = [.. " \t\r\n"u8, .. Encoding.UTF8.Preamble];

    /// <summary>Null if there is no text. JSON is not quoted, because it can contain a new token.</summary>
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

    /// <summary>The text without line breaks, truncated to a length. Null if nothing is left.</summary>
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
