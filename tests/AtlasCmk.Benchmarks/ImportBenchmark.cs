using System.ComponentModel;
using System.Diagnostics;
using AtlasCmk.Sandbox.Shell;

namespace AtlasCmk.Benchmarks;

/// <summary>The time that <c>Import-Module</c> adds to starting the engine. The processes take turns, so that a busy machine affects all of them.</summary>
/// <remarks>
/// In the real shell, and in the engine as a program hosts it: most of an import there is the compiling of the engine's own code, which
/// the import of an empty manifest beside it shows.
/// </remarks>
internal static class ImportBenchmark
{
    public static async Task RunAsync(int runs)
    {
        var manifest = ModuleManifest.FindAbove(AppContext.BaseDirectory)?.Path ?? throw new InvalidOperationException(ModuleManifest.Missing);
        var clone = Path.GetDirectoryName(manifest)!;
        var folder = Directory.CreateTempSubdirectory("atlascmk-benchmark-");
        try
        {
            var empty = Path.Combine(folder.FullName, "Empty.psd1");
            await File.WriteAllTextAsync(empty, "@{ ModuleVersion = '1.0' }");
            await PrintAsync("the real shell", manifest, runs, empty, path => EngineProcess.RealShell(clone, path));
            await PrintAsync("a hosted engine", manifest, runs, empty, EngineProcess.Hosted);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PrintAsync(string host, string manifest, int runs, string empty, Func<string[], ProcessStartInfo> start)
    {
        try
        {
            Print(host, manifest, await MeasureAsync(runs, start, [], [empty], [manifest]));
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            Console.WriteLine($"Not measured in {host}: {e.Message}");
        }
    }

    private static async Task<EngineProcess[][]> MeasureAsync(int runs, Func<string[], ProcessStartInfo> start, params string[][] kinds)
    {
        var measured = kinds.Select(_ => new EngineProcess[runs]).ToArray();

        // The first turn fills the file cache, and is not counted.
        for (var run = -1; run < runs; run++)
        {
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                var process = await EngineProcess.StartAsync(start(kinds[kind]));
                if (run >= 0)
                {
                    measured[kind][run] = process;
                }
            }
        }

        return measured;
    }

    private static void Print(string host, string manifest, EngineProcess[][] measured)
    {
        var (alone, empty, ours) = (measured[0], measured[1], measured[2]);
        var (engine, import, emptyImport) = (ours.Select(p => p.EngineMs).Median(), ours.Select(p => p.ImportMs).Median(), empty.Select(p => p.ImportMs).Median());
        var (process, both) = (alone.Select(p => p.WholeMs).Median(), ours.Select(p => p.WholeMs).Median());
        Figures.Print($"Import of {manifest} in {host}: medians of {alone.Length} fresh processes each (goal: under 20 % of the engine's own start)",
            ("processor: engine", Figures.Ms(engine)),
            ("processor: import", Figures.Ms(import)),
            ("processor: import of an empty manifest", Figures.Ms(emptyImport)),
            ("processor: the import's share of the engine's", Figures.Share(import, engine)),
            ("clock: process with the engine alone", Figures.Ms(process)),
            ("clock: process with engine and import", Figures.Ms(both)),
            ("clock: the import's share of the engine's", Figures.Share(both - process, process)));
    }
}
