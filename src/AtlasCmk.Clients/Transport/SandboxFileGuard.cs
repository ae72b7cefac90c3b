namespace AtlasCmk.Clients;

/// <summary>Refuses a Sandbox file that other users of this machine can change: they would decide where the session's requests go.</summary>
/// <remarks>On Windows a user's folders are closed to others, and a file has no mode.</remarks>
internal static class SandboxFileGuard
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <exception cref="AtlasCmkException">Others can write the file, or exchange it in its folder.</exception>
    public static void RequireOwn(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path))
        {
            return;
        }

        foreach (var file in Names(Path.GetFullPath(path)))
        {
            if ((File.GetUnixFileMode(file) & WritableByOthers) != 0)
            {
                throw SessionErrors.SandboxFileOfOthers(path, file);
            }

            // In a folder with the sticky bit, such as /tmp, only the owner can remove or rename a file.
            var folder = Path.GetDirectoryName(file)!;
            if (File.GetUnixFileMode(folder) is var mode && (mode & WritableByOthers) != 0 && !mode.HasFlag(UnixFileMode.StickyBit))
            {
                throw SessionErrors.SandboxFileOfOthers(path, folder);
            }
        }
    }

    /// <summary>The file by its own name, and by the name that a link leads to.</summary>
    private static IEnumerable<string> Names(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? [path, target.FullName] : [path];
}
