using System.Text.RegularExpressions;
using AtlasCmk.HelpWriter;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>Documents keep to the same rules as the help, which the build checks.</summary>
public sealed partial class PlainEnglishTests
{
    public static TheoryData<string> Documents { get; } =
    [
        "README.md",
        "CHANGELOG.md",
        "src/ARCHITECTURE.md",
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

    [Fact]
    public void Headings_code_and_addresses_are_no_prose()
    {
        Assert.Equal("See [x].", MarkdownProse("## Whoever\nSee [x](https://whoever.example).\n```\nwhoever\n```\n").Trim());
        Assert.Equal("    Text.", TopicProse("WHOEVER\n    Text.\n\n        whoever\n").Trim('\n'));
    }

    private static string Relative(string file) => Path.GetRelativePath(Product.Folder, file).Replace('\\', '/');

    private static string MarkdownProse(string text) => MarkdownNoise().Replace(text, m => m.Value.StartsWith(']') ? "]" : "\n\n");

    private static string TopicProse(string text) => TopicNoise().Replace(text, "\n\n");

    [GeneratedRegex(@"^```.*?^```|^#[^\n]*$|\]\([^)]*\)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex MarkdownNoise();

    /// <summary>Code and tables are indented further than text, headings not at all; an option begins a paragraph.</summary>
    [GeneratedRegex(@"^(?: {8,}|\S)[^\n]*$|^ +(?=--)|(?<=\S) {3,}", RegexOptions.Multiline)]
    private static partial Regex TopicNoise();
}
