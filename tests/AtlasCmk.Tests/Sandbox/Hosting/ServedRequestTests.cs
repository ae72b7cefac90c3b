using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>Handling of requests: faults, the gate, latency, the log and the record.</summary>
public sealed class ServedRequestTests
{
    [Fact]
    public async Task A_scripted_answer_comes_the_given_number_of_times_and_changes_nothing()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        server.Faults.Add(new Fault { Face = Face.Arm, Method = "GET", Path = "/vaults/", Times = 2, Status = 503, Headers = new Dictionary<string, string> { ["Retry-After"] = "7" } });

        using var first = await client.GetAsync($"{server.VaultPath()}?{SandboxHttp.ArmApi}");
        var (second, body) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{SandboxHttp.ArmApi}");
        var (third, _) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{SandboxHttp.ArmApi}");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "7"), (first.StatusCode, first.Headers.RetryAfter?.ToString()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second);
        Assert.Equal("SandboxFault", body.Code());
        Assert.Equal(HttpStatusCode.OK, third);
    }

    [Fact]
    public async Task A_fault_leaves_other_methods_and_faces_alone()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        server.Faults.Add(new Fault { Face = Face.Arm, Method = "PUT", Status = 500 });
        server.Faults.Add(new Fault { Face = Face.Atlas, Status = 500 });

        var (status, _) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{SandboxHttp.ArmApi}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, server.Faults.Pending);
    }

    [Fact]
    public async Task A_share_of_the_requests_fails_and_in_each_run_the_same_ones()
    {
        static async Task<List<HttpStatusCode>> RunAsync(bool backwards)
        {
            await using var server = await SandboxServer.StartAsync();
            using var client = server.Client();
            server.Faults.Add(new Fault { Face = Face.Atlas, Status = 429, Percent = 30 });
            var numbers = Enumerable.Range(0, 100).ToList();
            numbers = backwards ? [.. numbers.AsEnumerable().Reverse()] : numbers;
            var statuses = new HttpStatusCode[100];
            foreach (var number in numbers)
            {
                using var answer = await client.GetAsync($"{server.Description.Address}/api/atlas/v2/groups/{number}");
                statuses[number] = answer.StatusCode;
            }

            Assert.Equal(0, server.Faults.Pending);
            return [.. statuses];
        }

        var statuses = await RunAsync(backwards: false);

        Assert.InRange(statuses.Count(status => status == HttpStatusCode.TooManyRequests), 15, 45);
        Assert.Equal(statuses, await RunAsync(backwards: true));
    }

    [Theory]
    [InlineData("this is not JSON")]
    [InlineData("")]
    public async Task A_body_that_is_a_string_is_sent_as_its_text(string text)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        server.Faults.Add(new Fault { Status = 401, Body = text, ContentType = "text/html" });

        using var answer = await client.GetAsync($"{server.VaultPath()}?{SandboxHttp.ArmApi}");

        Assert.Equal(text, await answer.Content.ReadAsStringAsync());
        Assert.Equal(text.Length == 0 ? null : "text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_work_done()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.VaultClient();
        server.Faults.Add(new Fault { LoseAnswer = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync($"{server.VaultHost()}/keys/atlas-cmk/rotate?{SandboxHttp.VaultApi}", null));

        Assert.Equal(2, server.World.Do(() => server.World.Projects[0].Vault.Keys[0].Versions.Count));
    }

    [Fact]
    public async Task A_dropped_connection_leaves_nothing_done()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.VaultClient();
        server.Faults.Add(new Fault { DropConnection = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync($"{server.VaultHost()}/keys/atlas-cmk/rotate?{SandboxHttp.VaultApi}", null));

        Assert.Single(server.World.Do(() => server.World.Projects[0].Vault.Keys[0].Versions));
        Assert.Equal(0, Assert.Single(server.Requests.Snapshot()).Status);
    }

    [Fact]
    public async Task A_truncated_answer_ends_in_the_middle()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        server.Faults.Add(new Fault { Truncate = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"{server.VaultPath()}?{SandboxHttp.ArmApi}"));
    }

    [Fact]
    public async Task The_gate_holds_what_matches_until_it_is_opened()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        server.Gate.Close("/vaults/");

        var held = Enumerable.Range(0, 20).Select(_ => client.GetAsync($"{server.VaultPath()}?{SandboxHttp.ArmApi}")).ToList();
        await WaitUntil(() => server.Gate.Held == 20);
        using var free = await client.GetAsync($"{SandboxHttp.Arm}/subscriptions/{server.Description.SubscriptionId}/providers/Microsoft.Network?api-version=2022-09-01");
        Assert.DoesNotContain(held, request => request.IsCompleted);
        server.Gate.Open();

        Assert.Equal(HttpStatusCode.OK, free.StatusCode);
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(0, server.Gate.Held);
    }

    [Fact]
    public async Task A_canceled_wait_ends_at_once()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        using var patience = new CancellationTokenSource();
        server.Gate.Close(".");

        var request = client.GetAsync(server.VaultPath(), patience.Token);
        await WaitUntil(() => server.Gate.Held == 1);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await WaitUntil(() => server.Gate.Held == 0);
    }

    [Fact]
    public async Task Latency_passes_on_the_worlds_own_clock()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Latency = TimeSpan.FromHours(1) }, time);
        using var client = server.Client();

        var request = client.GetAsync("https://login.microsoftonline.com/common/discovery/instance");
        await WaitUntil(() => server.Requests.Total == 1);
        Assert.False(request.IsCompleted);
        while (!request.IsCompleted)
        {
            time.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        using var answer = await request;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_log_has_every_request_in_order_except_those_to_the_control_interface()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();

        await client.GetAsync($"{server.VaultPath()}?{SandboxHttp.ArmApi}");
        await client.GetAsync($"{server.VaultPath()}x?{SandboxHttp.ArmApi}");
        var (_, log) = await client.SendAsync(HttpMethod.Get, $"{SandboxHttp.Arm}/sandbox/requests");
        await client.DeleteAsync($"https://cloud.mongodb.com/sandbox/requests");

        Assert.Equal(2, log["total"]!.GetValue<int>());
        Assert.Equal([200, 404], log["requests"]!.AsArray().Select(one => one!["status"]!.GetValue<int>()));
        Assert.Equal(["face", "method", "path", "status"], log["requests"]![0]!.AsObject().Select(field => field.Key));
        Assert.Equal(0, server.Requests.Total);
    }

    [Fact]
    public async Task The_control_paths_do_what_the_server_object_does()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.Client();
        var sandbox = $"http://127.0.0.1:{server.Description.HttpPort}/sandbox";

        await client.SendAsync(HttpMethod.Post, $"{sandbox}/faults", """{"path":"/keys","status":418,"body":{"a":1},"headers":{"X-Y":"z"}}""");
        await client.SendAsync(HttpMethod.Post, $"{sandbox}/gate", """{"path":"/nowhere"}""");
        var (_, faults) = await client.SendAsync(HttpMethod.Get, $"{sandbox}/faults");
        var (_, gate) = await client.SendAsync(HttpMethod.Get, $"{sandbox}/gate");
        var (_, made) = await client.SendAsync(HttpMethod.Post, $"{sandbox}/world", """{"command":"addForeignConnection","argument":{"name":"stranger"}}""");
        var (_, world) = await client.SendAsync(HttpMethod.Get, $"{sandbox}/world");
        var (status, body) = await client.SendAsync(HttpMethod.Get, $"{server.VaultHost()}/keys");

        Assert.Equal((1, 0), (faults["pending"]!.GetValue<int>(), gate["held"]!.GetValue<int>()));
        Assert.Equal("stranger", made["name"]!.GetValue<string>());
        Assert.Contains("stranger", world.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((418, 1), ((int)status, body["a"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("faults", """{"tims":1}""", "tims")]
    [InlineData("faults", "no json", "invalid")]
    [InlineData("gate", """{"path":"("}""", "(")]
    [InlineData("world", """{"command":"fly"}""", "'fly'")]
    public async Task Operations_that_the_Sandbox_cannot_do_are_refused_by_name(string path, string body, string named)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.Client();

        var (status, answer) = await client.SendAsync(HttpMethod.Post, $"{SandboxHttp.Arm}/sandbox/{path}", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(named, answer["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_is_recorded_whole_in_memory_and_in_the_file()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using (var server = await SandboxServer.StartAsync(new SandboxOptions { RecordFile = file }))
            {
                using var client = server.ArmClient();
                await client.SendAsync(HttpMethod.Patch, $"{server.VaultPath()}?{SandboxHttp.ArmApi}", """{"tags":{"a":"b"}}""");
                server.Faults.Add(new Fault { Status = 500 });
                await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{SandboxHttp.ArmApi}");

                var exchange = server.Exchanges[0];
                Assert.Equal((Face.Arm, "PATCH", 200, """{"tags":{"a":"b"}}"""), (exchange.Face, exchange.Method, exchange.Status, exchange.RequestBody));
                Assert.EndsWith($"?{SandboxHttp.ArmApi}", exchange.Path, StringComparison.Ordinal);
                Assert.Equal($"Bearer {server.Description.AzureAccessToken}", exchange.RequestHeaders["authorization"]);
                Assert.Equal("b", JsonNode.Parse(exchange.ResponseBody)!["tags"]!["a"]!.GetValue<string>());
                Assert.Equal([false, true], server.Exchanges.Select(one => one.Injected));
            }

            var lines = (await File.ReadAllLinesAsync(file)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            Assert.Equal(["PATCH", "GET"], lines.Select(line => line.GetProperty("method").GetString()));
        }
        finally
        {
            File.Delete(file);
        }
    }

    internal static async Task WaitUntil(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
