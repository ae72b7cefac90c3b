using AtlasCmk.Benchmarks;
using BenchmarkDotNet.Running;

const string Usage = """
    dotnet run -c Release --project tests/AtlasCmk.Benchmarks -- WHAT

      import [runs]   what importing the module adds to starting the engine, in the real shell and hosted, in fresh processes
      digest [rounds] 100 calls, 20 at a time, against a Sandbox: our digest beside .NET's
      estate [runs]   the settings and the status of 250 projects beside an ideal loop and curl, and the memory for 10,000 projects
      micro           what one challenge and one proof of identity cost
    """;

switch (args)
{
    case [EngineProcess.Verb, .. var manifest]:
        EngineProcess.Run(manifest);
        return 0;
    case ["import", .. var rest]:
        await ImportBenchmark.RunAsync(Count(rest, 25));
        return 0;
    case ["digest", .. var rest]:
        await DigestBenchmark.RunAsync(Count(rest, 15));
        return 0;
    case [EstateRun.ModuleVerb, var file, var pipeline]:
        await EstateRun.RunModuleAsync(file, pipeline);
        return 0;
    case [EstateRun.IdealVerb, var file, var projects, .. var parts]:
        await EstateRun.RunIdealAsync(file, int.Parse(projects, System.Globalization.CultureInfo.InvariantCulture), parts);
        return 0;
    case ["estate", .. var rest]:
        await EstateBenchmark.RunAsync(Count(rest, 5));
        return 0;
    case ["micro"]:
        BenchmarkRunner.Run<DigestMicroBenchmark>();
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static int Count(string[] rest, int usual) => rest is [var text] && int.TryParse(text, out var number) && number > 0 ? number : usual;
