using System.Text;

namespace AtlasCmk.Packaging;

/// <summary>What a user installs is the clone without its sources and tests: what works in the one works in the other.</summary>
internal static class PackageFiles
{
    private static readonly string[] s_documents = ["LICENSE", "README.md", "CHANGELOG.md"];

    public static IReadOnlyList<PackageFile> Of(string clone, ModuleManifest manifest, string releaseNotes)
    {
        var module = Path.Combine(clone, "module");
        if (!File.Exists(Path.Combine(module, manifest.Name + ".dll")))
        {
            throw new PackagingException($"{module} has no {manifest.Name}.dll: build the module first, with dotnet build.");
        }

        var built = Directory.EnumerateFiles(module, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return
        [
            new(manifest.Name + ".psd1", Encoding.UTF8.GetBytes(manifest.TextWith(releaseNotes))),
            .. from file in s_documents.Select(d => Path.Combine(clone, d)).Concat(built)
               let path = Path.GetRelativePath(clone, file).Replace('\\', '/')
               select new PackageFile(path, File.ReadAllBytes(file)),
        ];
    }
}
