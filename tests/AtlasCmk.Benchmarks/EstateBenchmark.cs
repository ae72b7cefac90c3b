using System.Diagnostics;
using System.Globalization;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Benchmarks;

/// <summary>Reads all projects of an estate with the module, and beside it with the least that any client needs: ratios of medians, on the same Sandbox.</summary>
/// <remarks>Each run is a fresh process that has warmed up. The rivals take turns run by run, so that a busy machine affects all of them.</remarks>
internal static class EstateBenchmark
{
    private const int Projects = 250;
    private const int AtOnce = 16;
    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(int runs)
    {
        Figures.Print($"{Projects} projects, {s_latency.TotalMilliseconds} ms latency, {AtOnce} at once; medians of {runs} runs, each in a fresh process");
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Projects = Projects, Latency = s_latency, ServiceAccount = true });
        await CompareAsync(server, runs, "settings", "Get-AtlasProject | Get-AtlasEncryptionAtRest", EstateRun.Ideal(server, Projects, "encryptionAtRest"));
        await CompareAsync(server, runs, "status", "Get-AtlasProject | Get-AtlasCmkStatus", EstateRun.Ideal(server, Projects, "encryptionAtRest", "clusters"));
        await CompareWithCurlAsync(server, runs);
        await PrintMemoryAsync(runs);
    }

    private static async Task CompareAsync(SandboxServer server, int runs, string what, string pipeline, ProcessStartInfo ideal)
    {
        var (ours, theirs) = await TakeTurnsAsync(server, runs, EstateRun.Module(server, pipeline), ideal);
        Figures.Print(pipeline,
            ($"{what}: wall over the ideal loop's", Ratio(ours.Wall / theirs.Wall)),
            ($"{what}: wall, ours and ideal", $"{Figures.Ms(ours.Wall)}, {Figures.Ms(theirs.Wall)}"),
            ($"{what}: requests, ours and ideal", $"{ours.Requests:0}, {theirs.Requests:0}"),
            ($"{what}: first object, in round trips", Ratio(ours.First / s_latency.TotalMilliseconds)),
            ($"{what}: processor, ours and ideal", $"{Figures.Ms(ours.Cpu)}, {Figures.Ms(theirs.Cpu)}"));
    }

    private static async Task CompareWithCurlAsync(SandboxServer server, int runs)
    {
        if (!File.Exists("/usr/bin/curl"))
        {
            Console.WriteLine("Not measured: curl is not here.");
            return;
        }

        var (ours, curl) = await TakeTurnsAsync(server, runs, EstateRun.Module(server, "Get-AtlasProject | Get-AtlasEncryptionAtRest"), EstateRun.Curl(server, AtOnce));
        Figures.Print($"curl --digest under xargs -P {AtOnce}, settings of {Projects} projects",
            ("curl's wall over ours", Ratio(curl.Wall / ours.Wall)),
            ("curl's processor time over ours", Ratio(curl.Cpu / ours.Cpu)),
            ("curl's requests and ours", $"{curl.Requests:0}, {ours.Requests:0}"));
    }

    /// <summary>Peaks differ from run to run with the collector, so that a median of several counts.</summary>
    private static async Task PrintMemoryAsync(int runs)
    {
        const string Pipeline = "Get-AtlasProject | Get-AtlasEncryptionAtRest";
        await using var small = await SandboxServer.StartAsync(new SandboxOptions { Projects = 100, ServiceAccount = true });
        await using var large = await SandboxServer.StartAsync(new SandboxOptions { Projects = 10_000, ServiceAccount = true });
        var (few, many) = (new List<EstateRun>(), new List<EstateRun>());
        for (var run = 0; run < runs; run++)
        {
            few.Add(await EstateRun.StartAsync(small, EstateRun.Module(small, Pipeline)));
            many.Add(await EstateRun.StartAsync(large, EstateRun.Module(large, Pipeline)));
        }

        var (fewMiB, manyMiB) = (few.Select(r => r.PeakMiB).Median(), many.Select(r => r.PeakMiB).Median());
        Figures.Print("Peak working set at latency 0",
            ("100 projects", $"{fewMiB:0} MiB"), ("10,000 projects", $"{manyMiB:0} MiB"), ("difference", $"{manyMiB - fewMiB:0} MiB"));
    }

    private static async Task<(EstateRun Ours, EstateRun Theirs)> TakeTurnsAsync(SandboxServer server, int runs, ProcessStartInfo one, ProcessStartInfo other)
    {
        var (ours, theirs) = (new List<EstateRun>(), new List<EstateRun>());
        for (var run = 0; run < runs; run++)
        {
            ours.Add(await EstateRun.StartAsync(server, one));
            theirs.Add(await EstateRun.StartAsync(server, other));
        }

        return (EstateRun.Median(ours), EstateRun.Median(theirs));
    }

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
