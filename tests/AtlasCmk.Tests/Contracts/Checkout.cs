namespace AtlasCmk.Tests.Contracts;

/// <summary>The working copy that these tests were built in.</summary>
internal static class Checkout
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException($"AtlasCmk.sln is not above {AppContext.BaseDirectory}."),
        _ when File.Exists(Path.Combine(folder.FullName, "AtlasCmk.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
