using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using AtlasCmk.ModuleTests.Infrastructure;
using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>README.md matches the module.</summary>
[TakesLong]
public sealed partial class ReadmeTests
{
    private static string Readme { get; } = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public void The_session_is_what_its_script_prints()
    {
        // A minute of the world is three seconds: long enough for a busy machine to see each cluster restart.
        var run = SandboxProcess.RunToEnd("run", Path.Combine(Repository.Root, "module", "examples", "session.ps1"), "--speed", "20", "--provisioning", "60000");

        Assert.Equal(0, run.ExitCode);
        Assert.True(Lines(Between("session")).SequenceEqual(Lines(run.Output)), $"README.md shows another session. This is what module/examples/session.ps1 prints:\n{run.Output}\n{run.Errors}");
    }

    [Fact]
    public void Every_cmdlet_is_in_the_table_with_its_synopsis()
    {
        using var shell = new Shell();
        var help = shell.Run("Get-Command -Module AtlasCmk | ForEach-Object { $help = Get-Help $_.Name; \"| [``$($help.Name)``](module/help/$($help.Name).md) | $($help.Synopsis) |\" }")
            .Succeeded().Select(o => o.ToString()).ToList();

        Assert.True(Between("cmdlets").Split('\n').Where(l => l.StartsWith("| [`", StringComparison.Ordinal)).SequenceEqual(help.Order(StringComparer.Ordinal)),
            $"The table is not up to date. These are the cmdlets:\n{string.Join('\n', help.Order(StringComparer.Ordinal))}");
    }

    [Fact]
    public void Every_command_binds()
    {
        using var shell = new Shell();
        var known = shell.Run("Get-Command -Module AtlasCmk | ForEach-Object Name").Succeeded().Select(o => o.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var calls = CodeBlock().Matches(Readme)
            .Select(block => Parser.ParseInput(block.Groups["code"].Value, out _, out var mistakes) is var script && mistakes.Length == 0 ? script : throw new InvalidDataException($"{mistakes[0]}"))
            .SelectMany(script => script.FindAll(a => a is CommandAst, true).Cast<CommandAst>())
            .Where(call => known.Contains(call.GetCommandName() ?? ""))
            .ToList();

        Assert.True(calls.Count > 20);
        Assert.Empty(calls.SelectMany(call => shell.InRunspace(() => StaticParameterBinder.BindCommand(call, resolve: true)).BindingExceptions.Select(e =>
            $"{call}: {e.Value.BindingException.Message}")));
    }

    [Fact]
    public void The_lines_that_people_need_run_in_their_order_after_those_that_serve_prints()
    {
        using var sandbox = new SandboxProcess();
        using var shell = new Shell(import: false, answer: _ => true);
        shell.Run(sandbox.Pasted).Succeeded();
        var lines = CodeBlock().Matches(Readme[Readme.IndexOf("## Ten lines", StringComparison.Ordinal)..])[0].Groups["code"].Value;

        var run = shell.Run(lines.Replace("Invoke-AtlasKeyRotation -Latest", "$version = Invoke-AtlasKeyRotation -Latest -SettlingSec 1", StringComparison.Ordinal));

        Assert.Empty(run.Errors);
        Assert.Equal([false], shell.Run("Get-AtlasEncryptionAtRest").Succeeded("Enabled"));
    }

    [Fact]
    public void Every_file_that_it_names_is_there() =>
        Assert.All(Link().Matches(Readme).Select(l => l.Groups["path"].Value), path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));

    [Fact]
    public void Every_test_that_it_names_is_there()
    {
        var there = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        Assert.All(TestName().Matches(Readme).Select(m => m.Groups["name"].Value), name => Assert.Contains(name, there));
    }

    private static string Between(string mark) => Regex.Match(Readme, $"<!-- {mark} -->\n(?<text>.*?)<!-- /{mark} -->", RegexOptions.Singleline).Groups["text"].Value;

    /// <summary>Ids and times differ from run to run, and what is awaited comes in the order of completion.</summary>
    private static IEnumerable<string> Lines(string text) => text.Split('\n')
        .Where(l => !l.StartsWith("```", StringComparison.Ordinal))
        .Select(l => Volatile().Replace(l, "#"))
        .Select(l => Spaces().Replace(l, " ").Trim())
        .Where(l => l.Length > 0)
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\S*[0-9a-f]{8,}\S*|\S*\d\d:\d\d\S*|\d+/\d+/\d+|\d{4}-\d\d-\d\d|\+00:00|\((in )?\d+ \w+( ago)?\)|\S*atlascmk-sandbox\S*|-{3,}")]
    private static partial Regex Volatile();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^```powershell\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?<path>[^):]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<name>\w+Tests)`")]
    private static partial Regex TestName();
}
