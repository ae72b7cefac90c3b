using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace AtlasCmk.Benchmarks;

/// <summary>One fresh process with the engine in it: how long it took, and how much of the processor's time went to the engine and to an import.</summary>
internal sealed record EngineProcess(double WholeMs, double EngineMs, double ImportMs)
{
    public const string Verb = "engine";

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

    public static async Task<EngineProcess> StartAsync(params string[] manifest)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Verb, .. manifest]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var whole = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return process.ExitCode == 0 && JsonSerializer.Deserialize<double[]>(output) is [var engine, var import]
            ? new(whole, engine, import)
            : throw new InvalidOperationException($"The engine's process ended with {process.ExitCode}: {output}");
    }
}
