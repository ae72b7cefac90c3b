namespace AtlasCmk.Sandbox.Hosting;

/// <summary>Files that hold keys or tokens: readable by their owner alone, even those of a world that is not real.</summary>
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
