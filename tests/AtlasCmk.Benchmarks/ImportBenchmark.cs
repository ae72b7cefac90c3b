using AtlasCmk.Sandbox.Shell;

namespace AtlasCmk.Benchmarks;

/// <summary>What <c>Import-Module</c> adds to starting the engine, in fresh processes that take turns, so that a busy machine is busy for all.</summary>
/// <remarks>An empty manifest beside it shows how much of that is the engine's own first import.</remarks>
internal static class ImportBenchmark
{
    public static async Task RunAsync(int runs)
    {
        var manifest = ModuleManifest.FindAbove(AppContext.BaseDirectory)?.Path ?? throw new InvalidOperationException(ModuleManifest.Missing);
        var folder = Directory.CreateTempSubdirectory("atlascmk-benchmark-");
        try
        {
            var empty = Path.Combine(folder.FullName, "Empty.psd1");
            await File.WriteAllTextAsync(empty, "@{ ModuleVersion = '1.0' }");
            Print(manifest, await MeasureAsync(runs, [], [empty], [manifest]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<EngineProcess[][]> MeasureAsync(int runs, params string[][] kinds)
    {
        var measured = kinds.Select(_ => new EngineProcess[runs]).ToArray();

        // The first turn fills the file cache, and is not counted.
        for (var run = -1; run < runs; run++)
        {
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                var process = await EngineProcess.StartAsync(kinds[kind]);
                if (run >= 0)
                {
                    measured[kind][run] = process;
                }
            }
        }

        return measured;
    }

    private static void Print(string manifest, EngineProcess[][] measured)
    {
        var (alone, empty, ours) = (measured[0], measured[1], measured[2]);
        var (engine, import, emptyImport) = (ours.Select(p => p.EngineMs).Median(), ours.Select(p => p.ImportMs).Median(), empty.Select(p => p.ImportMs).Median());
        var (process, both) = (alone.Select(p => p.WholeMs).Median(), ours.Select(p => p.WholeMs).Median());
        Figures.Print($"Import of {manifest}: medians of {alone.Length} fresh processes each (goal: under 20 % of the engine's own start)",
            ("processor: engine", Figures.Ms(engine)),
            ("processor: import", Figures.Ms(import)),
            ("processor: import of an empty manifest", Figures.Ms(emptyImport)),
            ("processor: the import's share of the engine's", Figures.Share(import, engine)),
            ("clock: process with the engine alone", Figures.Ms(process)),
            ("clock: process with engine and import", Figures.Ms(both)),
            ("clock: the import's share of the engine's", Figures.Share(both - process, process)));
    }
}
