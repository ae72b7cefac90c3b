using System.Text;

namespace AtlasCmk.Packaging;

/// <summary>What a user installs is the clone without its sources and tests: what works in the one works in the other.</summary>
internal static class PackageFiles
{
    private static readonly string[] s_documents = ["LICENSE", "README.md", "CHANGELOG.md"];

    public static IReadOnlyList<PackageFile> Of(string clone, ModuleManifest manifest, string releaseNotes)
    {
        var assembly = Path.Combine(clone, "module", manifest.Name + ".dll");
        if (!File.Exists(assembly))
        {
            throw new PackagingException($"There is no {assembly}: build the module first, with dotnet build.");
        }

        var inModule = Directory.EnumerateFiles(Path.Combine(clone, "module"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return
        [
            new(manifest.Name + ".psd1", Encoding.UTF8.GetBytes(manifest.TextWith(releaseNotes))),
            .. from file in s_documents.Select(d => Path.Combine(clone, d)).Concat(inModule)
               let path = Path.GetRelativePath(clone, file).Replace('\\', '/')
               select new PackageFile(path, File.ReadAllBytes(file)),
        ];
    }
}
