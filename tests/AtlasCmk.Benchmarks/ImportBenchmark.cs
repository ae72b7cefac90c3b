using AtlasCmk.Sandbox.Shell;

namespace AtlasCmk.Benchmarks;

/// <summary>What <c>Import-Module</c> adds to starting the engine: both in fresh processes, turn by turn, so that a busy machine is busy for both.</summary>
internal static class ImportBenchmark
{
    public static async Task RunAsync(int runs)
    {
        var manifest = ModuleManifest.FindAbove(AppContext.BaseDirectory)?.Path ?? throw new InvalidOperationException(ModuleManifest.Missing);
        var (alone, imported) = (new List<EngineProcess>(), new List<EngineProcess>());

        // The first of each fills the file cache, and is not counted.
        await EngineProcess.StartAsync();
        await EngineProcess.StartAsync(manifest);
        for (var run = 0; run < runs; run++)
        {
            alone.Add(await EngineProcess.StartAsync());
            imported.Add(await EngineProcess.StartAsync(manifest));
        }

        var (engine, import) = (imported.Select(p => p.EngineMs).Median(), imported.Select(p => p.ImportMs).Median());
        var (process, both) = (alone.Select(p => p.WholeMs).Median(), imported.Select(p => p.WholeMs).Median());
        var (processor, processorOfBoth) = (alone.Select(p => p.ProcessorMs).Median(), imported.Select(p => p.ProcessorMs).Median());
        Figures.Print($"Import of {manifest}, medians of {runs} fresh processes each (goal: under 20 % of the engine's own start)",
            ("process: engine alone", Figures.Ms(process)),
            ("process: engine and import", Figures.Ms(both)),
            ("process: the import's share of the engine's", Figures.Share(both - process, process)),
            ("processor: engine alone", Figures.Ms(processor)),
            ("processor: engine and import", Figures.Ms(processorOfBoth)),
            ("processor: the import's share of the engine's", Figures.Share(processorOfBoth - processor, processor)),
            ("within: engine started and used", Figures.Ms(engine)),
            ("within: Import-Module", Figures.Ms(import)),
            ("within: the import's share of the engine's", Figures.Share(import, engine)));
    }
}
