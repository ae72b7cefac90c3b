using System.Text;

namespace AtlasCmk.Packaging;

/// <summary>What is packed: the files that the manifest lists, and the notices of third parties. What else lies in the clone stays there.</summary>
internal static class PackageFiles
{
    private const string Notices = "THIRD-PARTY-NOTICES.txt";

    public static IReadOnlyList<PackageFile> Of(string clone, ModuleManifest manifest, string releaseNotes)
    {
        if (manifest.Files.FirstOrDefault(f => !File.Exists(Path.Combine(clone, f))) is { } missing)
        {
            throw new PackagingException($"{manifest.Name}.psd1 lists {missing}, and {clone} does not have it. Build the module first, with dotnet build.");
        }

        var own = manifest.Name + ".psd1";
        return
        [
            new(own, Encoding.UTF8.GetBytes(manifest.TextWith(releaseNotes))),
            new(Notices, Encoding.UTF8.GetBytes(ThirdPartyNotices.Of(manifest, NuGetPackage.BehindTheModuleOf(clone)))),
            .. manifest.Files.Where(f => f != own).Select(f => new PackageFile(f, File.ReadAllBytes(Path.Combine(clone, f)))),
        ];
    }
}

/// <summary>A file of a package: its path in it, with slashes, and what it holds.</summary>
internal sealed record PackageFile(string Path, byte[] Content);
