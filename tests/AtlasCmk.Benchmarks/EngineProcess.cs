using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace AtlasCmk.Benchmarks;

/// <summary>One fresh process with the engine in it: how long it took, and how much of the processor's time went to the engine and to an import.</summary>
internal sealed record EngineProcess(double WholeMs, double EngineMs, double ImportMs)
{
    public const string Verb = "engine";

    /// <summary>The engine alone, as a program hosts it.</summary>
    /// <param name="manifest">None, or the manifest of a module to import.</param>
    public static ProcessStartInfo Hosted(params string[] manifest) => new(Environment.ProcessPath!, [Verb, .. manifest]);

    /// <summary>The shell of this machine, else the one that the clone's tool manifest brings (dotnet tool restore, in tests/Pester).</summary>
    /// <param name="clone">The folder of the clone.</param>
    /// <param name="manifest">None, or the manifest of a module to import.</param>
    public static ProcessStartInfo RealShell(string clone, params string[] manifest)
    {
        const string Used = "[Environment]::CpuUsage.TotalTime.TotalMilliseconds";
        var import = string.Concat(manifest.Select(path => $"Import-Module '{path.Replace("'", "''", StringComparison.Ordinal)}' -ErrorAction Stop; "));
        string[] arguments = ["-NoProfile", "-NonInteractive", "-Command", $"$engine = {Used}; {import}$both = {Used}; \"[$engine, $($both - $engine)]\""];
        var isInstalled = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh")));
        return isInstalled
            ? new("pwsh", arguments)
            : new("dotnet", ["tool", "run", "pwsh", "--", .. arguments]) { WorkingDirectory = Path.Combine(clone, "tests", "Pester") };
    }

    /// <param name="manifest">None, or the manifest of a module to import.</param>
    public static void Run(string[] manifest)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using (var first = PowerShell.Create(runspace))
        {
            // What a prompt needs: an engine that has parsed, bound and run something.
            first.AddScript("Get-Command -Name Import-Module | Out-Null").Invoke();
        }

        var engine = Environment.CpuUsage.TotalTime;
        if (manifest is [var path])
        {
            using var import = PowerShell.Create(runspace);
            import.AddCommand("Import-Module").AddParameter("Name", path).AddParameter("ErrorAction", ActionPreference.Stop).Invoke();
        }

        Console.WriteLine(JsonSerializer.Serialize<double[]>([engine.TotalMilliseconds, (Environment.CpuUsage.TotalTime - engine).TotalMilliseconds]));
    }

    public static async Task<EngineProcess> StartAsync(ProcessStartInfo info)
    {
        info.RedirectStandardOutput = true;
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var whole = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return process.ExitCode == 0 && JsonSerializer.Deserialize<double[]>(output) is [var engine, var import]
            ? new(whole, engine, import)
            : throw new InvalidOperationException($"The engine's process ended with {process.ExitCode}: {output}");
    }
}
