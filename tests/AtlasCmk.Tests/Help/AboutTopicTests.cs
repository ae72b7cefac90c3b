using System.Text.RegularExpressions;
using AtlasCmk.HelpWriter;
using AtlasCmk.Tests.Conventions;
using Xunit;

namespace AtlasCmk.Tests.Help;

public sealed partial class AboutTopicTests
{
    private static readonly string s_errors = AboutErrors.Write("about_AtlasCmk_Errors");

    private static string Written(string topic) => File.ReadAllText(Path.Combine(Product.Folder, "module", "en-US", topic + ".help.txt")).ReplaceLineEndings("\n");

    private static readonly string[] s_topics =
    [
        .. Directory.EnumerateFiles(Path.Combine(Product.Folder, "module", "en-US"), "about_*.help.txt").Select(f => Path.GetFileName(f)[..^".help.txt".Length]).Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Topics { get; } = [.. s_topics];

    [Fact]
    public void Every_error_is_listed_with_its_meaning_and_its_remedy()
    {
        var words = Spaces().Replace(s_errors, " ");

        Assert.All(ErrorCatalog.All, e => Assert.Contains($" {e.Code} {e.Meaning} Cause: {e.Cause} Remedy: {e.Remedy}{(e.Code == e.ErrorId ? "" : $" Reported as {e.ErrorId}.")}",
            words, StringComparison.Ordinal));
    }

    [Fact]
    public void The_topic_of_the_errors_is_the_one_that_the_build_wrote() => Assert.Equal(s_errors, Written("about_AtlasCmk_Errors"));

    [Fact]
    public void The_topics_are_those_that_the_readme_lists() =>
        Assert.Equal(TopicPattern().Matches(File.ReadAllText(Path.Combine(Product.Folder, "README.md"))).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal), s_topics);

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_is_named_as_its_file_and_fits_a_narrow_window(string topic)
    {
        var lines = Written(topic).Split('\n');

        Assert.Equal(["TOPIC", "    " + topic], lines[..2]);
        Assert.Contains("SHORT DESCRIPTION", lines);
        // An address, or a code, cannot be broken.
        Assert.All(lines.Where(l => l.Length > 80), l => Assert.DoesNotContain(" ", l.TrimStart(), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_names_only_cmdlets_that_are_there(string topic)
    {
        var known = Product.Cmdlets.Select(c => c.Name()).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(CmdletPattern().Matches(Written(topic)).Select(m => m.Value).Where(n => !known.Contains(n)).Distinct());
    }

    [GeneratedRegex(@"\babout_AtlasCmk\w*")]
    private static partial Regex TopicPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b[A-Z][a-z]+-Atlas[A-Za-z]*\b")]
    private static partial Regex CmdletPattern();
}
