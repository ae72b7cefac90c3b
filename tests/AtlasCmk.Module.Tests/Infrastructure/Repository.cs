namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>The places of things in a built clone.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Manifest { get; } = Path.Combine(Root, "AtlasCmk.psd1");

    public static string Quickstart { get; } = Path.Combine(Root, "module", "examples", "quickstart.ps1");

    public static string SandboxProgram { get; } = Program("AtlasCmk.Sandbox");

    /// <summary>A statement that imports the module as a user does.</summary>
    public static string Import { get; } = $"Import-Module '{Manifest.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>What was built in the same configuration as these tests.</summary>
    private static string Program(string name) =>
        Path.Combine(Root, "src", name, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", name + ".dll");

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
