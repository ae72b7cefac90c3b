using System.Text.RegularExpressions;
using AtlasCmk.HelpWriter;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>Documents and messages keep to the same rules as the help, which the build checks.</summary>
public sealed partial class PlainEnglishTests
{
    public static TheoryData<string> Documents { get; } =
    [
        "README.md",
        "CHANGELOG.md",
        "src/ARCHITECTURE.md",
        "tests/Acceptance/README.md",
        .. Directory.EnumerateFiles(Path.Combine(Product.Folder, ".github"), "*.md").Select(Relative),
        .. Directory.EnumerateFiles(Path.Combine(Product.Folder, "module", "en-US"), "about_*.help.txt").Select(Relative),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_is_plain_English(string file)
    {
        var text = File.ReadAllText(Path.Combine(Product.Folder, file)).ReplaceLineEndings("\n");

        Assert.Empty(PlainEnglish.Faults(file.EndsWith(".md", StringComparison.Ordinal) ? MarkdownProse(text) : TopicProse(text)));
    }

    [Theory]
    [InlineData(25, 0)]
    [InlineData(26, 1)]
    public void A_sentence_of_more_than_25_words_is_a_fault_and_code_counts_as_one(int words, int faults) =>
        Assert.Equal(faults, PlainEnglish.Faults($"Short. {string.Join(' ', Enumerable.Repeat("word", words - 1))} `code in several words`. Short.").Count());

    [Fact]
    public void A_banned_word_is_a_fault_once_but_not_in_code_and_addresses() => Assert.Equal(
        ["'Whoever'", "'has to be'"],
        PlainEnglish.Faults("Whoever calls `his-colour` has to be whoever reads https://his.example/colour today.").Select(f => f[..(f.IndexOf('\'', 1) + 1)]));

    [Fact]
    public void A_message_is_plain_English() => Assert.Empty(SourceTrees.Of("src/AtlasCmk.Core", "src/AtlasCmk.Clients", "src/AtlasCmk").SelectMany(MessageFaults));

    [Theory]
    [InlineData("""Log.Warning("The key " + key + $" of {x}" + " is told.");""", "'is told' is not plain English: The key X of X is told.")]
    [InlineData("""Log.Warning($"a b {x} c d e f g h i j k l m n o p q r s t u v w x.");""", null)]
    [InlineData("""Log.Warning($"A b {x} c d e f g h i j k l m n o p q r s t u v w x" + " y.");""", "a sentence of 26 words (at most 25): A b X c d e f g h i j k l m n o p q r s t u v w x y.")]
    [InlineData("""Log.Warning("List them: " + PowerShellCommand.Of("Get-Whoever"));""", null)]
    public void A_message_that_is_not_plain_English_is_found(string statement, string? fault) =>
        Assert.Equal(fault is null ? [] : [fault], MessageFaults(SourceTrees.Planted(statement)).Select(f => f[(f.IndexOf(": ", StringComparison.Ordinal) + 2)..]));

    [Fact]
    public void A_test_name_is_plain_English() => Assert.Empty(
        from file in Product.Sources("tests")
        from name in TestNamePattern().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)
        from fault in PlainEnglish.BannedWords(name.Replace('_', ' '))
        select $"{Relative(file)}: {fault}");

    [Fact]
    public void A_name_of_a_type_is_plain_English() => Assert.Empty(
        from file in Product.Sources("src", "tests")
        from name in TypeNamePattern().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)
        from fault in PlainEnglish.BannedWords(WordPattern().Replace(name, " "))
        select $"{Relative(file)}: {fault}");

    [Fact]
    public void Headings_code_and_addresses_are_no_prose()
    {
        Assert.Equal("See [x].", MarkdownProse("## Whoever\nSee [x](https://whoever.example).\n```\nwhoever\n```\n").Trim());
        Assert.Equal("    Text.", TopicProse("WHOEVER\n    Text.\n\n        whoever\n").Trim('\n'));
    }

    /// <summary>Only whole sentences have a length: other texts are parts of sentences, or lists of words.</summary>
    private static IEnumerable<string> MessageFaults(SyntaxTree source) =>
        from found in SourceTexts.Of(source)
        where found.Text.Contains(' ', StringComparison.Ordinal)
        from fault in (IEnumerable<string>)[.. PlainEnglish.BannedWords(found.Text), .. SentencePattern().IsMatch(found.Text) ? PlainEnglish.LongSentences(found.Text) : []]
        select $"{source.FilePath}:{found.Node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {fault}";

    private static string Relative(string file) => Path.GetRelativePath(Product.Folder, file).Replace('\\', '/');

    private static string MarkdownProse(string text) => MarkdownNoise().Replace(text, m => m.Value.StartsWith(']') ? "]" : "\n\n");

    private static string TopicProse(string text) => TopicNoise().Replace(text, "\n\n");

    [GeneratedRegex(@"^[\p{Lu}'].*[.?!]$", RegexOptions.Singleline)]
    private static partial Regex SentencePattern();

    [GeneratedRegex(@"public (?:async Task|Task|void) (?<name>[A-Z]\w*_\w+)\(")]
    private static partial Regex TestNamePattern();

    [GeneratedRegex(@"\b(?:class|struct|record|interface|enum) (?<name>[A-Z]\w+)")]
    private static partial Regex TypeNamePattern();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"^```.*?^```|^#[^\n]*$|\]\([^)]*\)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex MarkdownNoise();

    /// <summary>Code and tables are indented further than text, headings not at all; an option begins a paragraph.</summary>
    [GeneratedRegex(@"^(?: {8,}|\S)[^\n]*$|^ +(?=--)|(?<=\S) {3,}", RegexOptions.Multiline)]
    private static partial Regex TopicNoise();
}
