namespace AtlasCmk.Sandbox.Hosting;

/// <summary>Files with keys or tokens, which only their owner can read.</summary>
internal static class PrivateFile
{
    public static FileStreamOptions Create
    {
        get
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return options;
        }
    }

    public static void Write(string path, string text)
    {
        using var writer = new StreamWriter(path, Create);
        writer.Write(text);
    }
}
