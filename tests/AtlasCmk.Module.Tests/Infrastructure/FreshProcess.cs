namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A process in which nothing was loaded before: this assembly as a program, which is a bare shell.</summary>
internal static class FreshProcess
{
    /// <summary>Runs a script in a shell without any module.</summary>
    /// <param name="script">The script.</param>
    /// <param name="home">The folder with the shell's program; by default the one of these tests.</param>
    /// <returns>One line for each output.</returns>
    public static string[] Run(string script, string? home = null)
    {
        using var folder = new TemporaryFolder();
        var program = Path.Combine(home ?? AppContext.BaseDirectory, Path.GetFileName(typeof(FreshProcess).Assembly.Location));
        var (exitCode, output, errors) = ChildProcess.Run(ChildProcess.Dotnet(["exec", program, folder.Write("script.ps1", script)]));
        return exitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw new InvalidOperationException($"The script failed: {errors}");
    }
}
