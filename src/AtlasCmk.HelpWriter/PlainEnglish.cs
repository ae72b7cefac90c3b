using System.Text.RegularExpressions;

namespace AtlasCmk.HelpWriter;

/// <summary>Finds text that is not plain English: words that read as translated, British spelling, and long sentences.</summary>
internal static partial class PlainEnglish
{
    /// <summary>The maximum number of words in a sentence.</summary>
    public const int LongestSentence = 25;

    /// <summary>Every fault of a text, one line each. Code in backquotes and addresses do not count.</summary>
    public static IEnumerable<string> Faults(string text) => [.. BannedWords(text), .. LongSentences(text)];

    public static IEnumerable<string> BannedWords(string text)
    {
        var prose = Code().Replace(text, "code");
        return Banned().Matches(prose).Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase).Select(word => $"'{word}' is not plain English: {Around(prose, word)}");
    }

    public static IEnumerable<string> LongSentences(string text) =>
        SentenceEnd().Split(Code().Replace(text, "code")).Where(s => Words(s) > LongestSentence)
            .Select(sentence => $"a sentence of {Words(sentence)} words (at most {LongestSentence}): {Spaces().Replace(sentence, " ").Trim()}");

    private static int Words(string sentence) => Word().Count(sentence);

    private static string Around(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return Spaces().Replace(text[Math.Max(0, at - 40)..Math.Min(text.Length, at + word.Length + 40)], " ").Trim();
    }

    [GeneratedRegex(@"\b(whoever|whomever|whom|nobody|somebody|everybody|anybody|he|him|his|is told|are told|was told|of its own|of their own|is of the|are of the"
        + @"|goes by|vouch\w*|knocks?|mends?|mended|as far as can be seen|comes? home|knows no|makes no|has to be|have to be|in that it|all the same|nothing speaks against"
        + @"|thereby|wherein|organis\w+|colours?|serialis\w+|analys(e|es|ed)|recognis\w+|cancelled|cancelling|licence|behaviour"
        + @"|neighbour\w*|authoris\w+|favour\w*|honour\w*|catalogue\w*|unrecognised|minimis\w+|maximis\w+|initialis\w+|summaris\w+|centre\w*|practise\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Banned();

    [GeneratedRegex(@"`[^`]*`|\bhttps?://\S+")]
    private static partial Regex Code();

    /// <summary>A sentence ends with a punctuation mark. A list starts after a colon, and a paragraph or an item ends with its line.</summary>
    [GeneratedRegex(@"(?<=[.!?:])[)""']?\s+|\n\s*\n|\n\s*-\s|\s\|\s")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[^\s]*\w[^\s]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
