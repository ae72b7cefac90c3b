using System.Text.RegularExpressions;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed partial class ImportTests
{
    /// <summary>The cmdlets in the table of the README.</summary>
    private static readonly string[] s_documented =
        [.. TableRow().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal)];

    private const string Loaded = "[System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic } | ForEach-Object Location";

    [Fact]
    public void The_documented_cmdlets_are_exported_and_nothing_else()
    {
        using var shell = new Shell(import: false);
        var module = Assert.Single(shell.Run($"{Repository.Import} -PassThru").Succeeded());

        AssertDocumented(Keys("ExportedCmdlets"));
        Assert.Empty(Keys("ExportedFunctions"));
        Assert.Empty(Keys("ExportedVariables"));
        Assert.Empty(Keys("ExportedAliases"));

        IEnumerable<string> Keys(string property) => ((System.Collections.IDictionary)module.Properties[property].Value).Keys.Cast<string>();
    }

    [Fact]
    public void The_dependencies_hold_neither_the_module_nor_the_engine() =>
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Repository.Root, "module", "deps")).Select(Path.GetFileName)
            .Intersect(["AtlasCmk.dll", "AtlasCmk.Core.dll", "System.Management.Automation.dll", "System.Runtime.dll", "netstandard.dll"]));

    [Fact]
    public void Every_cmdlet_is_known_by_the_module_s_name()
    {
        using var shell = new Shell();
        AssertDocumented(shell.Run("Get-Command -Module AtlasCmk | ForEach-Object Name").Succeeded().Select(o => o.ToString()));
    }

    [Fact]
    public void An_import_loads_two_assemblies_and_none_of_the_dependencies()
    {
        var loaded = FreshProcess.Run($$"""
            $before = @({{Loaded}})
            {{Repository.Import}}
            {{Loaded}} | Where-Object { $before -notcontains $_ }
            """);

        var ours = Path.Combine(Repository.Root, "module");
        Assert.Equal(["AtlasCmk.Core.dll", "AtlasCmk.dll"], loaded.Where(l => l.StartsWith(ours, StringComparison.Ordinal)).Select(l => Path.GetRelativePath(ours, l)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(loaded, l => Path.GetFileName(l).StartsWith("Azure.", StringComparison.Ordinal) || Path.GetFileName(l) == "Newtonsoft.Json.dll");
    }

    [Fact]
    public void The_first_statement_after_an_import_may_name_an_output_type() =>
        Assert.Equal(["AtlasCmk.EncryptionAtRest"], FreshProcess.Run($"{Repository.Import}\n[AtlasCmk.EncryptionAtRest].FullName"));

    [Fact]
    public void The_first_statement_after_an_import_may_catch_an_error_type() =>
        Assert.Equal(["2"], FreshProcess.Run($$"""
            {{Repository.Import}}
            try { 1 / 0 } catch [AtlasCmk.AtlasApiException] { '1' } catch { '2' }
            """));

    [Fact]
    public void An_error_of_Atlas_is_caught_by_its_type()
    {
        using var sandbox = SandboxWorld.Start();
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.World("setOrganizationState", new { state = "inactive" });

        var code = shell.Run("try { Get-AtlasEncryptionAtRest -ErrorAction Stop } catch [AtlasCmk.AtlasApiException] { $_.Exception.ErrorCode }").Succeeded();

        Assert.Equal("INACTIVE_ORG", Assert.Single(code).ToString());
    }

    [Fact]
    public void An_import_with_Force_ends_the_sessions_and_the_module_works_on()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox);

        var old = shell.Run($"$old = Get-AtlasSession; {Repository.Import} -Force; $old.IsDisconnected; Get-AtlasSession -All").Succeeded();
        Assert.Equal(true, Assert.Single(old).BaseObject);

        Assert.Equal([true], shell.Run("$null = Connect-Atlas -Sandbox $Sandbox; Get-AtlasEncryptionAtRest").Succeeded("Enabled"));
    }

    [Fact]
    public void A_module_that_is_removed_in_one_runspace_works_on_in_another()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var removed = Shell.ConnectedTo(sandbox);
        using var other = Shell.ConnectedTo(sandbox);

        var state = removed.Run("$session = Get-AtlasSession; $extra = New-AtlasSession -Sandbox $Sandbox; Remove-Module AtlasCmk; $session.IsDisconnected; $extra.IsDisconnected").Succeeded();

        Assert.Equal([true, true], state.Select(o => o.BaseObject));
        Assert.Equal("CommandNotFoundException", Assert.Single(removed.Run("Get-AtlasEncryptionAtRest").Errors).FullyQualifiedErrorId);
        Assert.Equal([true], other.Run("Get-AtlasEncryptionAtRest").Succeeded("Enabled"));
        Assert.Equal([false], other.Run("Get-AtlasSession").Succeeded("IsDisconnected"));
        removed.Run(Repository.Import).Succeeded();
        Assert.Equal([true], removed.Run("$null = Connect-Atlas -Sandbox $Sandbox; Get-AtlasEncryptionAtRest").Succeeded("Enabled"));
    }

    [Fact]
    public void The_manifest_is_one_that_publishing_takes()
    {
        using var shell = new Shell(import: false);

        Assert.Single(shell.Run($"Test-ModuleManifest '{Repository.Manifest}'").Succeeded());
    }

    [Fact]
    public void A_module_without_its_dependencies_gives_one_clear_error()
    {
        using var sandbox = SandboxWorld.Start();
        using var folder = new TemporaryFolder();
        Directory.Delete(Path.Combine(folder.Copy(Path.Combine(Repository.Root, "module"), "module"), "deps"), recursive: true);
        var manifest = folder["AtlasCmk.psd1"];
        File.Copy(Repository.Manifest, manifest);

        var said = FreshProcess.Run($$"""
            Import-Module '{{manifest}}'
            try { Connect-Atlas -Sandbox '{{sandbox.File}}' } catch { $_.FullyQualifiedErrorId; $_.ToString(); $_.ErrorDetails.RecommendedAction }
            """);

        Assert.Equal(3, said.Length);
        Assert.StartsWith("InstallationIncomplete,", said[0], StringComparison.Ordinal);
        Assert.Contains("AtlasCmk.Clients", said[1], StringComparison.Ordinal);
        Assert.Contains("dotnet build", said[2], StringComparison.Ordinal);
    }

    private static void AssertDocumented(IEnumerable<string> cmdlets)
    {
        var there = cmdlets.ToList();
        string[] wrong =
        [
            .. there.Except(s_documented).Select(n => $"{n} is exported but has no row in the table of README.md: ReadmeTests prints it."),
            .. s_documented.Except(there).Select(n => $"{n} has a row in the table of README.md but is not exported."),
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.Equal(s_documented, there.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| \[`(?<name>\w+-\w+)`\]", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
