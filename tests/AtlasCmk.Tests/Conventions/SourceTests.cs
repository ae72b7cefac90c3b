using System.Text.RegularExpressions;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

public sealed partial class SourceTests
{
    private static readonly string[] s_libraries = ["src/AtlasCmk.Core", "src/AtlasCmk.Clients", "src/AtlasCmk"];

    private static readonly string[] s_scripts = ["module/examples", "module/examples/runbooks", "module/examples/pipelines", "tests/Acceptance", "tests/Pester"];

    private static string Relative(string file) => Path.GetRelativePath(Product.Folder, file);

    /// <summary>The places of a pattern: file and line.</summary>
    private static IEnumerable<string> Occurrences(Regex pattern, params string[] folders) =>
        from file in Product.Sources(folders)
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        where pattern.IsMatch(line.Text)
        select $"{Relative(file)}:{line.Number}: {line.Text.Trim()}";

    /// <summary>The layout shows the architecture; what tools leave behind is ignored.</summary>
    [Fact]
    public void At_the_top_is_what_the_layout_has_and_nothing_else()
    {
        string[] layout = ["src", "tests", "module", ".ci", ".git", ".github", "artifacts", "AtlasCmk.psd1", "AtlasCmk.sln", "build.ps1", "README.md",
            "LICENSE", "CHANGELOG.md", "global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", ".gitignore"];
        string[] intruders = [.. Directory.EnumerateFileSystemEntries(Product.Folder).Select(e => Path.GetFileName(e)).Except([.. layout, ".vs", ".vscode", ".idea", "TestResults"])];

        Assert.True(intruders.Length == 0, $"Not part of the layout: {string.Join(", ", intruders)}. Scratch files go outside the clone, or to artifacts/.");
    }

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void The_map_lists_every_project(string folder)
    {
        var listed = FolderPattern().Matches(File.ReadAllText(Path.Combine(Product.Folder, "src", "ARCHITECTURE.md")))
            .Select(m => m.Groups["folder"].Value).Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal)).ToList();
        var there = Directory.EnumerateDirectories(Path.Combine(Product.Folder, folder)).Select(d => $"{folder}/{Path.GetFileName(d)}").ToList();

        Assert.True(!there.Except(listed).Any(), $"Not in src/ARCHITECTURE.md: {string.Join(", ", there.Except(listed))}");
        Assert.True(!listed.Except(there).Any(), $"In src/ARCHITECTURE.md, but not there: {string.Join(", ", listed.Except(there))}");
    }

    [Fact]
    public void No_source_is_longer_than_250_lines() =>
        Assert.Empty(Product.Sources("src").Where(f => File.ReadLines(f).Count() > 250).Concat(Product.Sources("tests").Where(f => File.ReadLines(f).Count() > 300)).Select(Relative));

    [Fact]
    public void No_line_is_longer_than_200_characters() => Assert.Empty(
        from file in Product.Sources("src", "tests").Concat(s_scripts.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Product.Folder, f), "*.ps1")))
        from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
        where line.Text.Length > 200
        select $"{Relative(file)}:{line.Number}");

    [Fact]
    public void The_only_clock_is_the_one_that_is_injected() => Assert.Empty(Occurrences(ClockPattern(), s_libraries));

    [Fact]
    public void Libraries_neither_sleep_nor_write_to_the_console() => Assert.Empty(Occurrences(SleepPattern(), s_libraries));

    /// <summary>The clients know what a status means; to a workflow they say whether a change was not done or may have been.</summary>
    [Fact]
    public void Core_reads_no_HTTP_status() => Assert.All(
        Occurrences(StatusPattern(), "src/AtlasCmk.Core"),
        line => Assert.Contains(Path.GetFileName(line.Split(':')[0]), new[] { "AtlasApiException.cs", "AzureApiException.cs" }));

    [Fact]
    public void No_method_is_async_void() => Assert.Empty(Occurrences(AsyncVoidPattern(), "src"));

    [Fact]
    public void Sources_have_no_TODO_and_no_region() => Assert.Empty(Occurrences(LeftoverPattern(), "src"));

    [Fact]
    public void A_file_has_one_public_type_and_its_name() => Assert.Empty(
        from file in Product.Sources(s_libraries)
        let types = File.ReadLines(file).Select(l => PublicTypePattern().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value).ToList()
        where types.Count > 1 || (types is [var name] && name != Path.GetFileNameWithoutExtension(file))
        select $"{Relative(file)}: {string.Join(", ", types)}");

    [Fact]
    public void The_sources_are_where_they_are_looked_for() =>
        Assert.Contains(Product.Sources(s_libraries), f => Relative(f) == Path.Combine("src", "AtlasCmk.Core", "Workflows", "Waiting", "Waiter.cs"));

    /// <summary>A line of the list of rooms, or a row of the table of tests.</summary>
    [GeneratedRegex(@"^(\| `)?(?<folder>(src|tests)/[\w.]+)( |`)", RegexOptions.Multiline)]
    private static partial Regex FolderPattern();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bStopwatch\b|\bEnvironment\.TickCount")]
    private static partial Regex ClockPattern();

    [GeneratedRegex(@"\bThread\.Sleep\b|\bConsole\.")]
    private static partial Regex SleepPattern();

    [GeneratedRegex(@"\b(Http)?StatusCode\b|\bSystem\.Net\.Http\b")]
    private static partial Regex StatusPattern();

    [GeneratedRegex(@"\basync void\b")]
    private static partial Regex AsyncVoidPattern();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|^\s*#region\b|\bNotImplementedException\(")]
    private static partial Regex LeftoverPattern();

    [GeneratedRegex(@"^public (?:sealed |abstract |static |partial |readonly )*(?:class|record|struct|enum|interface|record struct) (?<name>\w+)")]
    private static partial Regex PublicTypePattern();
}
