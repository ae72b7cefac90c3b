namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>Where a user finds things in a clone that was built.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Manifest { get; } = Path.Combine(Root, "AtlasCmk.psd1");

    public static string Quickstart { get; } = Path.Combine(Root, "module", "examples", "quickstart.ps1");

    /// <summary>The Sandbox that was built in the same configuration as these tests.</summary>
    public static string SandboxProgram { get; } = Path.Combine(Root, "src", "AtlasCmk.Sandbox", "bin", Configuration, "net10.0", "AtlasCmk.Sandbox.dll");

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>A statement that imports the module as a user does.</summary>
    public static string Import { get; } = $"Import-Module '{Manifest.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AtlasCmk.psd1")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"There is no AtlasCmk.psd1 above {AppContext.BaseDirectory}.");
    }
}
