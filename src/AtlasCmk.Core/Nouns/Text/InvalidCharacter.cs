using System.Globalization;
using System.Text;

namespace AtlasCmk;

/// <summary>Names an invalid character in a value, and its position, without showing the value. Copied text often contains spaces and invisible characters.</summary>
/// <remarks>The names are those of the Unicode Character Database.</remarks>
internal static class InvalidCharacter
{
    private static readonly Dictionary<int, string> s_names = new()
    {
        [0x00] = "NULL", [0x08] = "BACKSPACE", [0x09] = "CHARACTER TABULATION", [0x0A] = "LINE FEED", [0x0D] = "CARRIAGE RETURN", [0x1B] = "ESCAPE",
        [0x20] = "SPACE", [0x22] = "QUOTATION MARK", [0x27] = "APOSTROPHE", [0x3A] = "COLON", [0x5C] = "REVERSE SOLIDUS", [0x60] = "GRAVE ACCENT", [0x7F] = "DELETE",
        [0x85] = "NEXT LINE", [0xA0] = "NO-BREAK SPACE", [0xAD] = "SOFT HYPHEN", [0x200B] = "ZERO WIDTH SPACE", [0x200C] = "ZERO WIDTH NON-JOINER",
        [0x200D] = "ZERO WIDTH JOINER", [0x200E] = "LEFT-TO-RIGHT MARK", [0x200F] = "RIGHT-TO-LEFT MARK", [0x2010] = "HYPHEN", [0x2011] = "NON-BREAKING HYPHEN",
        [0x2013] = "EN DASH", [0x2014] = "EM DASH", [0x2018] = "LEFT SINGLE QUOTATION MARK", [0x2019] = "RIGHT SINGLE QUOTATION MARK",
        [0x201C] = "LEFT DOUBLE QUOTATION MARK", [0x201D] = "RIGHT DOUBLE QUOTATION MARK", [0x2026] = "HORIZONTAL ELLIPSIS", [0x2028] = "LINE SEPARATOR",
        [0x2029] = "PARAGRAPH SEPARATOR", [0x202F] = "NARROW NO-BREAK SPACE", [0x2060] = "WORD JOINER", [0x3000] = "IDEOGRAPHIC SPACE",
        [0xFEFF] = "ZERO WIDTH NO-BREAK SPACE", [0xFFFD] = "REPLACEMENT CHARACTER",
    };

    /// <summary>Keys, IDs, secrets and tokens of both clouds contain visible ASCII characters only.</summary>
    public static bool IsVisibleAscii(Rune character) => character.Value is > ' ' and <= '~';

    /// <summary>Quotation marks are often copied with a value from a script or a file of variables.</summary>
    public static bool IsUnquoted(Rune character) => IsVisibleAscii(character) && !IsQuote((char)character.Value);

    /// <summary>Whether the text begins or ends with a quotation mark.</summary>
    public static bool IsQuoted(ReadOnlySpan<char> text, bool whole) =>
        text.Length > 1 && (whole ? text[0] == text[^1] && IsQuote(text[0]) : IsQuote(text[0]) || IsQuote(text[^1]));

    private static bool IsQuote(char character) => character is '"' or '\'' or '`';

    /// <summary>The first invalid character, such as "a LINE FEED (U+000A) at its end (character 37)"; null if there is none.</summary>
    public static string? Find(ReadOnlySpan<char> text, Func<Rune, bool> isAdmitted)
    {
        var (number, found, first, isTail) = (0, 0, default(Rune), false);
        foreach (var rune in text.EnumerateRunes())
        {
            number++;
            var isOdd = !isAdmitted(rune);
            if (isOdd && found == 0)
            {
                (found, first, isTail) = (number, rune, true);
            }

            isTail = isTail && isOdd;
        }

        var place = found == 1 ? "at its beginning" : isTail ? "at its end" : "inside it";
        return found == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{Name(first)} {place} (character {found})");
    }

    private static string Name(Rune rune)
    {
        var name = s_names.TryGetValue(rune.Value, out var known) ? known : Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => "control character",
            UnicodeCategory.Format => "invisible character",
            UnicodeCategory.SpaceSeparator => "blank",
            _ => "character",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{("AEIOU".Contains(char.ToUpperInvariant(name[0])) ? "an" : "a")} {name} (U+{rune.Value:X4})");
    }
}
