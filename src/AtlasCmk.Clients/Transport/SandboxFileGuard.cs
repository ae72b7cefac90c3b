namespace AtlasCmk.Clients;

/// <summary>Refuses a Sandbox file that other users of this machine can change, because it determines where requests go.</summary>
/// <remarks>On Windows, other users cannot access a user's folders, and files have no mode.</remarks>
internal static class SandboxFileGuard
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <exception cref="AtlasCmkException">Other users can write the file, or replace it in its folder.</exception>
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

    /// <summary>The file and, if it is a link, its target.</summary>
    private static IEnumerable<string> Names(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? [path, target.FullName] : [path];
}
