namespace AtlasCmk.Sandbox.Shell;

/// <summary>The module in this repository, located relative to the built program.</summary>
internal sealed record ModuleManifest(string Path)
{
    private const string FileName = "AtlasCmk.psd1";

    public const string Missing = $"{FileName} was not found in the folders above this program. Run it from a clone of the repository, after dotnet build AtlasCmk.sln.";

    public string Quickstart => InModule("examples", "quickstart.ps1");

    public bool IsBuilt => File.Exists(InModule("AtlasCmk.dll"));

    public string NotBuilt => $"{Path} is not built. Run dotnet build AtlasCmk.sln.";

    public static ModuleManifest? FindAbove(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            var manifest = System.IO.Path.Combine(at.FullName, FileName);
            if (File.Exists(manifest))
            {
                return new ModuleManifest(manifest);
            }
        }

        return null;
    }

    private string InModule(params string[] path) => System.IO.Path.Combine([System.IO.Path.GetDirectoryName(Path)!, "module", .. path]);
}
