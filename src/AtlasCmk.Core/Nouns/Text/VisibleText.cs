using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;

namespace AtlasCmk;

/// <summary>Makes text that others wrote safe to show: characters that act on a terminal, or that are not seen, become visible symbols.</summary>
/// <remarks>
/// Anybody may send a connection with a description, and name a project or a cluster. An escape sequence in it could write the
/// clipboard, erase a line or turn the direction of the text around. Sources: ECMA-48 (control functions), Unicode UAX #9 (bidirectional
/// text). The objects that AtlasCmk emits keep such a text as it came; what is printed, and every sentence of AtlasCmk in a property, goes through here.
/// </remarks>
internal static class VisibleText
{
    /// <summary>The same text where all of it is safe to show.</summary>
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

    /// <summary>The same, where there is a text.</summary>
    public static string? OrNull(string? text) => text is null ? null : Of(text);

    /// <summary>The characters of a text, each as the one or two units that it takes; half of a pair stands alone.</summary>
    internal static IEnumerable<string> Characters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            yield return isPair ? text.Substring(i++, 2) : text[i].ToString();
        }
    }

    /// <summary>Whether a character is seen as itself, and does nothing.</summary>
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

/// <summary>A list that says what is in it where it is written as one text, as in a CSV file.</summary>
internal sealed class Listing<T>(IReadOnlyList<T> items) : ReadOnlyCollection<T>([.. items])
{
    public override string ToString() => string.Join(", ", this);
}
