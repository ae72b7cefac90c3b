using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net.Http.Headers;
using System.Text.Json;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.Shell;

namespace AtlasCmk.Benchmarks;

/// <summary>One run over an estate, in a process of its own.</summary>
internal sealed record EstateRun(double Wall, double First, double Cpu, double Requests, double PeakMiB, double Objects)
{
    public const string ModuleVerb = "estate-module";
    public const string IdealVerb = "estate-ideal";

    public static ProcessStartInfo Module(SandboxServer server, string pipeline) => new(Environment.ProcessPath!, [ModuleVerb, server.DescriptionFile, pipeline]);

    /// <summary>The least number of requests, over plain HTTP, with a token, 16 projects at once: the limit for any client.</summary>
    public static ProcessStartInfo Ideal(SandboxServer server, int projects, params string[] parts) =>
        new(Environment.ProcessPath!, [IdealVerb, server.DescriptionFile, projects.ToString(CultureInfo.InvariantCulture), .. parts]);

    /// <summary>What a shell script does: a list of IDs, then a process for each project.</summary>
    public static ProcessStartInfo Curl(SandboxServer server, int atOnce)
    {
        var world = server.Description;
        var curl = $"curl -sf --digest -u {world.PublicKey}:{world.PrivateKey} -H 'Accept: application/vnd.atlas.2023-01-01+json'";
        var groups = $"http://127.0.0.1:{world.HttpPort}/api/atlas/v2/groups";
        var script = $"t=$(date +%s%N); {curl} '{groups}?itemsPerPage=500' | grep -o '\"id\":\"[0-9a-f]*\"' | cut -d'\"' -f4 "
            + $"| xargs -P {atOnce} -I ID {curl} -o /dev/null {groups}/ID/encryptionAtRest; e=$(( ($(date +%s%N)-t)/1000 )); f=$(mktemp); times >$f; tail -1 $f | tr 'ms' '  ' | "
            + "awk -v e=$e '{ print \"{\\\"Wall\\\":\" e/1000 \",\\\"First\\\":0,\\\"Cpu\\\":\" ($1*60+$2+$3*60+$4)*1000 \",\\\"Requests\\\":0,\\\"PeakMiB\\\":0,\\\"Objects\\\":0}\" }'";
        return new("bash", ["-c", script]);
    }

    public static async Task<EstateRun> StartAsync(SandboxServer server, ProcessStartInfo info)
    {
        info.RedirectStandardOutput = true;
        info.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        server.Requests.Clear();
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var run = process.ExitCode == 0 ? JsonSerializer.Deserialize<EstateRun>(output) : null;
        return run is null ? throw new InvalidOperationException($"A run ended with {process.ExitCode}: {output}")
            : run with { Requests = run.Requests > 0 ? run.Requests : server.Requests.Total };
    }

    public static EstateRun Median(IReadOnlyList<EstateRun> runs) => new(
        runs.Select(r => r.Wall).Median(), runs.Select(r => r.First).Median(), runs.Select(r => r.Cpu).Median(),
        runs.Select(r => r.Requests).Median(), runs.Select(r => r.PeakMiB).Median(), runs.Select(r => r.Objects).Median());

    /// <summary>Runs a pipeline in a hosted engine. The warm-up reads one project, so that no compiling is measured that a second command would not have.</summary>
    public static async Task RunModuleAsync(string file, string pipeline)
    {
        var manifest = ModuleManifest.FindAbove(AppContext.BaseDirectory)?.Path ?? throw new InvalidOperationException(ModuleManifest.Missing);
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using (var warm = PowerShell.Create(runspace))
        {
            warm.AddScript("param($Manifest, $File, $Pipeline) Import-Module $Manifest -ErrorAction Stop; $null = Connect-Atlas -Sandbox $File -ErrorAction Stop; "
                + "1..3 | ForEach-Object { $null = & ([scriptblock]::Create($Pipeline.Replace('Get-AtlasProject', 'Get-AtlasProject | Select-Object -First 16'))) }")
                .AddArgument(manifest).AddArgument(file).AddArgument(pipeline).Invoke();
            if (warm.HadErrors)
            {
                throw new InvalidOperationException(string.Join("; ", warm.Streams.Error));
            }
        }

        var before = await CountAsync(file);
        using var shell = PowerShell.Create(runspace);
        using var output = new PSDataCollection<PSObject>();
        var (first, objects) = (0.0, 0);
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        output.DataAdded += (_, _) => first = ++objects == 1 ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : first;
        output.DataAdded += (sender, _) => ((PSDataCollection<PSObject>)sender!).ReadAll();
        shell.AddScript(pipeline);
        await Task.Factory.FromAsync(shell.BeginInvoke<PSObject, PSObject>(null!, output), shell.EndInvoke);
        var wall = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
        Write(new(wall, first, used, await CountAsync(file) - before, PeakNow(), objects));
    }

    public static async Task RunIdealAsync(string file, int projects, string[] parts)
    {
        var world = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new($"http://127.0.0.1:{world.GetProperty("httpPort").GetInt32()}/") };
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{world.GetProperty("clientId").GetString()}:{world.GetProperty("clientSecret").GetString()}"));
        using (var request = new HttpRequestMessage(HttpMethod.Post, "api/oauth/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) })
        {
            request.Headers.Authorization = new("Basic", basic);
            using var answer = await http.SendAsync(request);
            http.DefaultRequestHeaders.Authorization = new("Bearer", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString());
        }

        http.DefaultRequestHeaders.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/vnd.atlas.2024-08-05+json"));
        var ids = await ListAsync();
        await ReadAsync(ids.Take(16));
        var before = await CountAsync(file);
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var first = 0.0;
        await ReadAsync(await ListAsync());
        var wall = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
        Write(new(wall, first, used, await CountAsync(file) - before, PeakNow(), ids.Count));

        async Task<List<string>> ListAsync()
        {
            List<string> found = [];
            for (var page = 1; found.Count < projects; page++)
            {
                var json = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"api/atlas/v2/groups?pageNum={page}&itemsPerPage=500", UriKind.Relative))).RootElement;
                found.AddRange(json.GetProperty("results").EnumerateArray().Select(project => project.GetProperty("id").GetString()!));
            }

            return found;
        }

        Task ReadAsync(IEnumerable<string> some) => Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (id, cancellation) =>
            await Task.WhenAll(parts.Select(async part => JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"api/atlas/v2/groups/{id}/{part}", UriKind.Relative), cancellation)).Dispose())));
    }

    /// <summary>The requests that the Sandbox has had.</summary>
    private static async Task<double> CountAsync(string file)
    {
        var world = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
        using var http = new HttpClient();
        var json = await http.GetStringAsync(new Uri($"http://127.0.0.1:{world.GetProperty("httpPort").GetInt32()}/sandbox/requests"));
        return JsonDocument.Parse(json).RootElement.GetProperty("total").GetInt32();
    }

    private static double PeakNow() => Process.GetCurrentProcess().PeakWorkingSet64 / 1024.0 / 1024.0;

    private static void Write(EstateRun run) => Console.WriteLine(JsonSerializer.Serialize(run));
}
