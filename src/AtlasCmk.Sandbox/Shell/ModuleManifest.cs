namespace AtlasCmk.Sandbox.Shell;

/// <summary>The repository's own module, found from where the program was built.</summary>
internal sealed record ModuleManifest(string Path)
{
    private const string FileName = "AtlasCmk.psd1";

    public const string Missing = $"There is no {FileName} above this program: run it from a clone of the repository, after dotnet build AtlasCmk.sln.";

    public string Quickstart => InModule("examples", "quickstart.ps1");

    public bool IsBuilt => File.Exists(InModule("AtlasCmk.dll"));

    public string NotBuilt => $"{Path} is not built: run dotnet build AtlasCmk.sln.";

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
