using AtlasCmk.Benchmarks;
using BenchmarkDotNet.Running;

const string Usage = """
    dotnet run -c Release --project tests/AtlasCmk.Benchmarks -- WHAT

      import [runs]   what importing the module adds to starting the engine, in the real shell and hosted, in fresh processes
      digest [rounds] 100 calls, 20 at a time, against a Sandbox: our digest beside .NET's
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
    case ["micro"]:
        BenchmarkRunner.Run<DigestMicroBenchmark>();
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static int Count(string[] rest, int usual) => rest is [var text] && int.TryParse(text, out var number) && number > 0 ? number : usual;
