using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;

namespace AtlasCmk;

/// <summary>Makes text from others safe to show: control characters and invisible characters become visible symbols.</summary>
/// <remarks>
/// Anyone can send a connection with a description, or name a project or a cluster. An escape sequence in it could write the
/// clipboard, erase a line or reverse the text direction. Sources: ECMA-48 (control functions), Unicode UAX #9 (bidirectional
/// text). Output objects keep such text unchanged; printed text, and every message from AtlasCmk, is made safe here.
/// </remarks>
internal static class VisibleText
{
    /// <summary>The text, made safe to show.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.All(c => c is >= ' ' and <= '~'))
        {
            return text ?? "";
        }

        var shown = new StringBuilder(text.Length);
        foreach (var character in Characters(text))
        {
            shown.Append(IsSafe(character) ? character : Symbol(character));
        }

        return shown.ToString();
    }

    /// <summary>Lines of AtlasCmk's own, each made safe to show: a line break in a name stays a symbol.</summary>
    public static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Select(Of));

    /// <summary>The text, made safe to show; null stays null.</summary>
    public static string? OrNull(string? text) => text is null ? null : Of(text);

    /// <summary>The characters of a text, each as one or two UTF-16 units; an unpaired surrogate stands alone.</summary>
    internal static IEnumerable<string> Characters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            yield return isPair ? text.Substring(i++, 2) : text[i].ToString();
        }
    }

    /// <summary>Whether a character is visible and has no effect on the terminal.</summary>
    internal static bool IsSafe(string character) => CharUnicodeInfo.GetUnicodeCategory(character, 0) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>Unicode has pictures of the ASCII control characters; every other character is written as its number.</summary>
    private static string Symbol(string character) => character[0] switch
    {
        < ' ' => ((char)(character[0] + 0x2400)).ToString(),
        '\u007F' => "\u2421",
        _ => string.Create(CultureInfo.InvariantCulture, $"\u27E8U+{(character.Length == 2 ? char.ConvertToUtf32(character, 0) : character[0]):X4}\u27E9"),
    };
}

/// <summary>A list whose text form shows its items, for example in a CSV file.</summary>
internal sealed class Listing<T>(IReadOnlyList<T> items) : ReadOnlyCollection<T>([.. items])
{
    public override string ToString() => string.Join(", ", this);
}
