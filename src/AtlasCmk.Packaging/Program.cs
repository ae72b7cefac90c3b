namespace AtlasCmk.Packaging;

/// <summary>
/// Packs the module of a clone that was built, <c>AtlasCmk.Packaging CLONE FOLDER</c>: as the folder that a user installs, as the
/// nupkg that the PowerShell Gallery takes, and as the zip that Azure Automation imports. The same sources give the same bytes.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments) => Run(arguments, Console.Out, Console.Error);

    internal static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (arguments.Count != 2)
        {
            errors.WriteLine("Usage: AtlasCmk.Packaging <clone> <output folder>");
            return 2;
        }

        try
        {
            foreach (var written in Write(Path.GetFullPath(arguments[0]), Path.GetFullPath(arguments[1])))
            {
                output.WriteLine(written);
            }

            return 0;
        }
        catch (PackagingException e)
        {
            errors.WriteLine(e.Message);
            return 1;
        }
    }

    private static IEnumerable<string> Write(string clone, string artifacts)
    {
        var manifest = ModuleManifest.Read(Path.Combine(clone, "AtlasCmk.psd1"));
        var notes = ReleaseNotes.Of(manifest.Version, Path.Combine(clone, "CHANGELOG.md"));
        var files = PackageFiles.Of(clone, manifest, notes);

        var modules = Path.Combine(artifacts, manifest.Name);
        if (Directory.Exists(modules))
        {
            Directory.Delete(modules, recursive: true);
        }

        var folder = Path.Combine(modules, manifest.Version);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content);
        }

        yield return folder;

        var gallery = Path.Combine(artifacts, $"{manifest.Name}.{manifest.Version}.nupkg");
        Archive.Write(gallery, [.. GalleryPackage.PartsOf(manifest, notes, files), .. files]);
        yield return gallery;

        // Automation takes a zip only where it, the folder in it and the manifest in that have one name.
        var automation = Path.Combine(artifacts, $"{manifest.Name}.zip");
        Archive.Write(automation, files.Select(f => f with { Path = $"{manifest.Name}/{f.Path}" }));
        yield return automation;
    }
}
