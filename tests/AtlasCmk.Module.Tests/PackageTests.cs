using System.IO.Compression;
using System.Xml.Linq;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>What a user installs is the module of this clone, whole, and works where nothing else is.</summary>
public sealed class PackageTests(Packages packages) : IClassFixture<Packages>
{
    [Fact]
    public void The_nupkg_of_the_Gallery_works_when_it_is_installed_into_an_empty_module_path() => Works(packages.InstallFromGallery());

    [Fact]
    public void The_zip_for_Automation_works_when_it_is_unpacked_into_an_empty_module_path() => Works(packages.InstallInAutomation());

    [Fact]
    public void The_zip_has_one_folder_which_is_named_as_the_zip_and_as_the_manifest_in_it()
    {
        var paths = Paths(packages.Automation);

        Assert.All(paths, p => Assert.StartsWith("AtlasCmk/", p, StringComparison.Ordinal));
        Assert.Contains("AtlasCmk/AtlasCmk.psd1", paths);
    }

    [Fact]
    public void A_package_has_all_of_the_help() => Assert.Superset(
        new HashSet<string>(["AtlasCmk.dll-Help.xml", "about_AtlasCmk.help.txt", "about_AtlasCmk_Concepts.help.txt", "about_AtlasCmk_Errors.help.txt", "about_AtlasCmk_Sandbox.help.txt"]),
        Paths(packages.Automation).Where(p => p.StartsWith("AtlasCmk/module/en-US/", StringComparison.Ordinal)).Select(Path.GetFileName).ToHashSet()!);

    [Fact]
    public void A_package_has_the_module_and_its_documents_and_no_sources() => Assert.Equal(
        ["AtlasCmk.psd1", "CHANGELOG.md", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.txt", "module"],
        Paths(packages.Automation).Select(p => p.Split('/')[1]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_Gallery_finds_the_module_by_its_edition_and_its_cmdlets()
    {
        using var shell = new Shell();
        var cmdlets = shell.Run("Get-Command -Module AtlasCmk | ForEach-Object Name").Succeeded().Select(o => o.ToString());

        var tags = Nuspec("tags").Split(' ');

        Assert.Superset(new HashSet<string>(["PSModule", "PSEdition_Core", "Windows", "Linux", "MacOS"]), tags.ToHashSet());
        Assert.Equal(cmdlets.Order(StringComparer.Ordinal), tags.Where(t => t.StartsWith("PSCmdlet_", StringComparison.Ordinal)).Select(t => t["PSCmdlet_".Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Manifest_and_nuspec_say_the_same_of_the_version()
    {
        using var shell = new Shell(import: false);
        var installed = Path.Combine(packages.Folder, "AtlasCmk", packages.Version, "AtlasCmk.psd1");

        var module = Assert.Single(shell.Run($"Test-ModuleManifest '{installed}'").Succeeded());

        Assert.Equal(packages.Version, module.Properties["Version"].Value.ToString());
        Assert.Equal(packages.Version, Nuspec("version"));
        Assert.Equal(Nuspec("releaseNotes"), module.Properties["ReleaseNotes"].Value);
        Assert.Equal(Nuspec("licenseUrl"), module.Properties["LicenseUri"].Value.ToString());
        Assert.StartsWith("The first version.", Nuspec("releaseNotes"), StringComparison.Ordinal);
        Assert.Contains($"## [{packages.Version}]", File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_clone_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Packages.Run(Repository.Root, folder.Root).ExitCode);

        foreach (var file in new[] { packages.Gallery, packages.Automation })
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder[Path.GetFileName(file)]));
        }
    }

    [Fact]
    public void A_version_of_which_the_changelog_says_nothing_is_not_packed()
    {
        using var clone = new TemporaryFolder();
        clone.Write("AtlasCmk.psd1", File.ReadAllText(Repository.Manifest).Replace($"'{packages.Version}'", "'7.8.9'", StringComparison.Ordinal));
        clone.Write("CHANGELOG.md", File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")));

        var (exitCode, _, errors) = Packages.Run(clone.Root, clone["artifacts"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("7.8.9", errors, StringComparison.Ordinal);
    }

    private static void Works(string modules)
    {
        using var sandbox = SandboxWorld.AtStage("enabled");

        var said = FreshProcess.Run(
            $$"""
            $null = Connect-Atlas -Sandbox '{{sandbox.File}}'
            (Get-AtlasEncryptionAtRest).Enabled
            (Get-Command Get-AtlasProject).Module.ModuleBase
            (Get-Help Get-AtlasProject).examples.example[0].code
            $null = Disconnect-Atlas
            """,
            modules: modules);

        Assert.Equal("True", said[0]);
        Assert.StartsWith(modules, said[1], StringComparison.Ordinal);
        Assert.Contains("Get-AtlasProject", said[2], StringComparison.Ordinal);
    }

    private string Nuspec(string element)
    {
        using var package = ZipFile.OpenRead(packages.Gallery);
        using var stream = package.GetEntry("AtlasCmk.nuspec")!.Open();
        return XDocument.Load(stream).Descendants().Single(e => e.Name.LocalName == element).Value;
    }

    private static List<string> Paths(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        return [.. zip.Entries.Select(e => e.FullName)];
    }
}
