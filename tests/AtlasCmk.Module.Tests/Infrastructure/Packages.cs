using System.IO.Compression;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>The packages of this clone, made once for the tests of a class.</summary>
public sealed class Packages : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Packs the clone.</summary>
    public Packages() => Folder = Make(Repository.Root, _folder["artifacts"]);

    internal string Folder { get; }

    internal string Gallery => Directory.EnumerateFiles(Folder, "*.nupkg").Single();

    internal string Automation => Path.Combine(Folder, "AtlasCmk.zip");

    internal string Version => Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(Folder, "AtlasCmk")).Single());

    internal static (int ExitCode, string Output, string Errors) Run(string clone, string folder) =>
        ChildProcess.Run(ChildProcess.Dotnet(["exec", Repository.PackagingProgram, clone, folder]));

    /// <summary>A module path in which the nupkg is installed, as Install-PSResource does it: without what the format adds.</summary>
    internal string InstallFromGallery()
    {
        var target = Path.Combine(_folder["gallery"], "AtlasCmk", Version);
        using var package = ZipFile.OpenRead(Gallery);
        foreach (var entry in package.Entries.Where(e => !IsOfTheFormat(e.FullName)))
        {
            var path = Path.Combine(target, entry.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            entry.ExtractToFile(path);
        }

        return _folder["gallery"];
    }

    /// <summary>A module path into which the zip was unpacked.</summary>
    internal string InstallInAutomation()
    {
        ZipFile.ExtractToDirectory(Automation, _folder["automation"]);
        return _folder["automation"];
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string Make(string clone, string folder)
    {
        var (exitCode, _, errors) = Run(clone, folder);
        return exitCode == 0 ? folder : throw new InvalidOperationException($"The module could not be packed: {errors}");
    }

    private static bool IsOfTheFormat(string path) =>
        path is "[Content_Types].xml" or "AtlasCmk.nuspec" || path.StartsWith("_rels/", StringComparison.Ordinal) || path.StartsWith("package/", StringComparison.Ordinal);
}
