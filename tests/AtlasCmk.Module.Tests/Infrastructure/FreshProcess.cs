namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A process in which nothing was loaded before: this assembly as a program, which is PowerShell's own console.</summary>
internal static class FreshProcess
{
    /// <summary>Runs a script in a shell without any module.</summary>
    /// <param name="script">The script.</param>
    /// <param name="home">The folder with the shell's program; by default the one of these tests.</param>
    /// <param name="modules">The only folder that modules are looked for in; by default those of this machine.</param>
    /// <param name="environment">A variable that is set before the process starts: what libraries of the system read, the shell sets too late.</param>
    /// <returns>One line for each output.</returns>
    public static string[] Run(string script, string? home = null, string? modules = null, (string Name, string Value)? environment = null)
    {
        using var folder = new TemporaryFolder();
        var program = Path.Combine(home ?? AppContext.BaseDirectory, Path.GetFileName(typeof(FreshProcess).Assembly.Location));
        var info = ChildProcess.Dotnet(["exec", program, "-NoProfile", "-NonInteractive", "-File",
            folder.Write("script.ps1", modules is null ? script : $"$env:PSModulePath = '{modules}'\n{script}")]);
        info.Environment["NO_COLOR"] = info.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        if (environment is { } variable)
        {
            info.Environment[variable.Name] = variable.Value;
        }

        var (exitCode, output, errors) = ChildProcess.Run(info);
        return exitCode == 0 && errors.Length == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw new InvalidOperationException($"The script failed: {errors}");
    }
}
