using System.IO.Compression;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>A package holds the files that the manifest lists, and the notices of the software of others. Nothing else that lies in a clone gets in.</summary>
public sealed class PackageListTests(Packages packages) : IClassFixture<Packages>
{
    private const string Notices = "THIRD-PARTY-NOTICES.txt";

    [Fact]
    public void A_file_that_only_lies_in_the_module_folder_is_not_packed()
    {
        string[] strays =
        [
            "module/.env", "module/sandbox.json", "module/freeze-payments.json", "module/AtlasCmk.Format.ps1xml~", "module/AtlasCmk.Core.pdb",
            "module/.vscode/settings.json", "module/examples/mine.ps1", "module/en-US/about_Secrets.help.txt", "module/deps/Stranger.dll",
        ];
        using var clone = Clone();
        foreach (var stray in strays)
        {
            clone.Write(stray, "secret");
        }

        var made = clone["artifacts"];
        Assert.Equal(0, Packages.Run(clone.Root, made).ExitCode);

        Assert.Equal(Paths(packages.Automation), Paths(Path.Combine(made, "AtlasCmk.zip")));
        Assert.DoesNotContain(Paths(Path.Combine(made, "AtlasCmk.zip")), p => strays.Contains(p["AtlasCmk/".Length..]));
    }

    [Fact]
    public void A_package_holds_what_the_manifest_lists_and_the_notices() =>
        Assert.Equal(Listed().Append(Notices).Order(StringComparer.Ordinal), Packed());

    /// <summary>What a build writes and what the module needs, by the kinds of its files: a new example, topic or dependency belongs on the list.</summary>
    [Fact]
    public void Every_part_of_the_module_is_on_the_list()
    {
        var module = Path.Combine(Repository.Root, "module");
        string[] parts =
        [
            .. Directory.GetFiles(module, "*.ps*1*").Where(f => Path.GetExtension(f) is ".psd1" or ".ps1xml"),
            .. Directory.GetFiles(module, "*.dll"),
            .. Directory.GetFiles(Path.Combine(module, "deps"), "*.dll"),
            .. Directory.GetFiles(Path.Combine(module, "en-US"), "*.help.txt"),
            .. Directory.GetFiles(Path.Combine(module, "en-US"), "*-Help.xml"),
            .. Directory.GetFiles(Path.Combine(module, "examples"), "*.ps1", SearchOption.AllDirectories),
        ];

        Assert.Empty(parts.Select(p => Path.GetRelativePath(Repository.Root, p).Replace('\\', '/')).Except(Listed()));
    }

    [Fact]
    public void Every_assembly_of_others_is_covered_by_a_notice_with_its_license()
    {
        var notices = Read(Notices);

        Assert.All(
            Packed().Where(p => p.StartsWith("module/deps/", StringComparison.Ordinal)).Select(Path.GetFileName).Where(n => n != "AtlasCmk.Clients.dll"),
            assembly => Assert.Contains($"Assembly: {assembly}\n", notices, StringComparison.Ordinal));
        Assert.Contains("Newtonsoft.Json 13.", notices, StringComparison.Ordinal);
        Assert.Contains("James Newton-King", notices, StringComparison.Ordinal);
        Assert.Contains("THE SOFTWARE IS PROVIDED \"AS IS\"", notices, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.DirectorySeparatorChar + ".nuget", notices, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_without_a_notice_is_not_packed()
    {
        using var clone = Clone();
        clone.Write("module/deps/Stranger.dll", "");
        clone.Write("AtlasCmk.psd1", File.ReadAllText(Repository.Manifest).Replace("deps/Newtonsoft.Json.dll", "deps/Stranger.dll", StringComparison.Ordinal));

        var (exitCode, _, errors) = Packages.Run(clone.Root, clone["artifacts"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("Stranger.dll", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listed_file_that_is_not_there_is_named()
    {
        using var clone = Clone();
        File.Delete(clone["module/deps/Azure.Core.dll"]);

        var (exitCode, _, errors) = Packages.Run(clone.Root, clone["artifacts"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("Azure.Core.dll", errors, StringComparison.Ordinal);
    }

    /// <summary>What the packaging reads of a clone that was built.</summary>
    private static TemporaryFolder Clone()
    {
        var clone = new TemporaryFolder();
        foreach (var file in Listed().Append("src/AtlasCmk/obj/project.assets.json"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(clone[file])!);
            File.Copy(Path.Combine(Repository.Root, file), clone[file]);
        }

        return clone;
    }

    private static IReadOnlyList<string> Listed()
    {
        using var shell = new Shell(import: false);
        var paths = shell.Run($"(Test-ModuleManifest '{Repository.Manifest}').FileList").Succeeded();
        return [.. paths.Select(p => Path.GetRelativePath(Repository.Root, p.ToString()).Replace('\\', '/'))];
    }

    private IEnumerable<string> Packed() => Paths(packages.Automation).Select(p => p["AtlasCmk/".Length..]).Order(StringComparer.Ordinal);

    private string Read(string path)
    {
        using var zip = ZipFile.OpenRead(packages.Automation);
        using var reader = new StreamReader(zip.GetEntry("AtlasCmk/" + path)!.Open());
        return reader.ReadToEnd();
    }

    private static List<string> Paths(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        return [.. zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal)];
    }
}
