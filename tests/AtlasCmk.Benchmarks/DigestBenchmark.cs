using System.Diagnostics;
using System.Net;
using System.Security;
using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Benchmarks;

/// <summary>The same calls over the same connections, once with our digest and once with .NET's: what they cost on the wire, and how long they take.</summary>
internal static class DigestBenchmark
{
    private const int Calls = 100;
    private const int Concurrency = 20;

    public static async Task RunAsync(int rounds)
    {
        foreach (var latency in new[] { TimeSpan.Zero, TimeSpan.FromMilliseconds(30) })
        {
            await using var server = await SandboxServer.StartAsync(new SandboxOptions { Latency = latency });
            server.World.Do(() => server.World.RateLimits.Replace("projects", 1_000_000));
            var options = Options(server.Description, server.DescriptionFile);
            var (ours, theirs) = (new List<(double Ms, int Requests)>(), new List<(double Ms, int Requests)>());
            for (var round = 0; round <= rounds; round++)
            {
                var (one, other) = (await MeasureAsync(server, options, Ours), await MeasureAsync(server, options, Theirs));

                // The first round is for the compiler.
                if (round > 0)
                {
                    ours.Add(one);
                    theirs.Add(other);
                }
            }

            Figures.Print($"{Calls} calls, {Concurrency} at a time, {latency.TotalMilliseconds} ms each in the service; medians of {rounds} rounds, each on new connections",
                ("ours: requests", $"{ours.Select(r => (double)r.Requests).Median()}"),
                (".NET's: requests", $"{theirs.Select(r => (double)r.Requests).Median()}"),
                ("ours: time", Figures.Ms(ours.Select(r => r.Ms).Median())),
                (".NET's: time", Figures.Ms(theirs.Select(r => r.Ms).Median())));
        }
    }

    private static async Task<(double Ms, int Requests)> MeasureAsync(SandboxServer server, ConnectionOptions options, Func<ConnectionOptions, HttpMessageInvoker> make)
    {
        server.Requests.Clear();
        using var http = make(options);
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, Calls), new ParallelOptions { MaxDegreeOfParallelism = Concurrency },
            async (_, cancellation) => await CallAsync(http, options, server.Description.ProjectId, cancellation));
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, server.Requests.Total);
    }

    private static HttpMessageInvoker Ours(ConnectionOptions options) =>
        new(new DigestHandler(Transport.Create(options), options.AtlasUri, new(options.Atlas!), options.Time));

    /// <summary>What HttpClientHandler is made of, with the key as a NetworkCredential.</summary>
    private static HttpMessageInvoker Theirs(ConnectionOptions options)
    {
        var transport = Transport.Create(options);
        transport.Credentials = new NetworkCredential(options.Atlas!.Id, options.Atlas.Secret);
        return new(transport);
    }

    private static async Task CallAsync(HttpMessageInvoker http, ConnectionOptions options, string project, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(options.AtlasUri, $"/api/atlas/v2/groups/{project}"));
        request.Headers.Accept.ParseAdd(AtlasOperations.GetGroup.MediaType);
        new RequestContext(AtlasOperations.GetGroup.At(project), repeatable: true, SilentLog.Instance).AttachTo(request);
        using var response = await http.SendAsync(request, cancellation);
        await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation);
    }

    private static ConnectionOptions Options(SandboxDescription world, string file)
    {
        var secret = new SecureString();
        world.PrivateKey.ToList().ForEach(secret.AppendChar);
        return new() { Atlas = new(world.PublicKey, secret), Sandbox = new(file, world.Port, world.CaCertificate) };
    }
}
