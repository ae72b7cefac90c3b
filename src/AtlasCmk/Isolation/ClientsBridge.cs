using AtlasCmk.Clients;

namespace AtlasCmk.Isolation;

/// <summary>The only place that names types of the isolated dependencies. They are loaded when a lambda is first called.</summary>
internal static class ClientsBridge
{
    /// <exception cref="AtlasCmkException">The module's folder is incomplete.</exception>
    public static IAtlasConnection Connect(ConnectionOptions options) => Enter<IAtlasConnection>(() => new AtlasConnection(options));

    /// <exception cref="AtlasCmkException">The module's folder is incomplete.</exception>
    public static IKeyAccessRecords OpenRecords() => Enter<IKeyAccessRecords>(() => new KeyAccessRecordFiles());

    /// <exception cref="AtlasCmkException">The module's folder is incomplete.</exception>
    public static IComplianceBaselines OpenBaselines() => Enter<IComplianceBaselines>(() => new BaselineFiles());

    /// <exception cref="AtlasCmkException">The module's folder is incomplete.</exception>
    public static IComplianceReports OpenReports() => Enter<IComplianceReports>(() => new ComplianceReports());

    /// <exception cref="AtlasCmkException">The file does not describe a Sandbox, or the module's folder is incomplete.</exception>
    public static (ConnectionOptions Options, string ProjectId) ReadSandboxFile(string path) => Enter(() => SandboxFile.Read(path));

    private static T Enter<T>(Func<T> cross)
    {
        try
        {
            return cross();
        }
        catch (FileNotFoundException e) when (e.FileName?.Contains(", Version=", StringComparison.Ordinal) is true)
        {
            var folder = Path.GetDirectoryName(typeof(ClientsBridge).Assembly.Location);
            throw CommandErrors.InstallationIncomplete.Because(
                $"The module folder {folder} is incomplete: {e.FileName!.Split(',')[0]} is missing in its deps folder.",
                "Install the module again. In a clone of the repository, run: dotnet build.", folder, e);
        }
    }
}
