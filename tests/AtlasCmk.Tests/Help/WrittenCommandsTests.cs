using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using AtlasCmk.Tests.Conventions;
using Xunit;

namespace AtlasCmk.Tests.Help;

/// <summary>The commands in examples and topics that a reader can paste.</summary>
public sealed partial class WrittenCommandsTests
{
    private static readonly string s_module = Path.Combine(Product.Folder, "module");

    public static TheoryData<string> Examples { get; } = [.. Directory.EnumerateFiles(Path.Combine(s_module, "examples"), "*.ps1", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(s_module, f))];

    public static TheoryData<string> Topics { get; } = [.. Directory.EnumerateFiles(Path.Combine(s_module, "en-US"), "about_*.help.txt").Select(f => Path.GetRelativePath(s_module, f))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_parses(string example)
    {
        Parser.ParseFile(Path.Combine(s_module, example), out _, out var errors);

        Assert.Empty(errors.Select(e => e.Message));
    }

    /// <summary>A block of lines that begins with a cmdlet or a variable, deeper than the text around it.</summary>
    [Theory]
    [MemberData(nameof(Topics))]
    public void A_command_in_a_topic_parses(string topic)
    {
        var blocks = Block().Matches(File.ReadAllText(Path.Combine(s_module, topic)).ReplaceLineEndings("\n")).Select(m => m.Value).Where(b => Command().IsMatch(b));

        Assert.Empty(blocks.SelectMany(block =>
        {
            Parser.ParseInput(block, out _, out var errors);
            return errors.Select(e => $"{block}: {e.Message}");
        }));
    }

    /// <summary>A spreadsheet runs a cell that begins with =, +, - or @, and others name projects and clusters. Clixml keeps the types as well.</summary>
    [Fact]
    public void Values_are_not_formatted_for_a_spreadsheet() => Assert.Empty(
        from file in Directory.EnumerateFiles(s_module, "*", SearchOption.AllDirectories).Append(Path.Combine(Product.Folder, "README.md"))
        where Path.GetExtension(file) is ".ps1" or ".txt" or ".md" && Spreadsheet().IsMatch(File.ReadAllText(file))
        select Path.GetRelativePath(Product.Folder, file));

    [GeneratedRegex(@"(?:^ {8,}\S.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^ *(\$\w+ = )?[A-Z][a-z]+-Atlas\w* ")]
    private static partial Regex Command();

    [GeneratedRegex(@"\b(Export|ConvertTo)-Csv\b")]
    private static partial Regex Spreadsheet();
}
