using System.Globalization;
using AtlasCmk.Clients;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Rate limits are respected before they are hit: against a server with buckets, on a fake clock.</summary>
public sealed class LimitHandlerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeptLog _log = new();

    /// <summary>Buckets of 60 a minute for each project and of 100 for the list; a session with 16 requests at once.</summary>
    [Theory]
    [InlineData(true, 0, 0)]
    [InlineData(true, 0.05, 0.02)]
    [InlineData(false, 0, 0)]
    [InlineData(false, 0.05, 0.02)]
    public async Task Every_result_arrives_about_when_the_buckets_allow_and_nothing_is_sent_that_is_known_to_be_refused(bool atOnce, double of429, double of503)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            var server = new LimitedServer(_time, seed) { AtOnce = atOnce, Of429 = of429, Of503 = of503 };
            using var http = Chain(server);
            List<string> requests = [.. Enumerable.Range(0, 250).Select(n => Path(n % 2, n)), .. Enumerable.Range(0, 50).Select(n => Path(2, n))];

            var (_, elapsed) = await _time.RunAsync(() => SendAllAsync(http, requests, atOnce: 16));
            Assert.Equal(0, server.RefusedKnowingly);
            Assert.True(elapsed <= server.Schedule(125) * 1.3, $"{elapsed} instead of {server.Schedule(125)}");
            Assert.InRange(server.Refused, 0, 40);
        }
    }

    [Fact]
    public void No_server_makes_it_wait_forever_or_repeat_what_is_known_to_be_refused() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 90], Gen.Int[1, 90], Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 4]).Sample((seed, capacity, refill, atOnce, hasHeaders, explains, kind) =>
        {
            var time = new FakeTimeProvider();
            var server = new LimitedServer(time, seed)
            {
                Capacity = capacity, Refill = refill, AtOnce = atOnce, HasHeaders = hasHeaders, Explains = explains,
                Of429 = kind == 1 ? 0.05 : 0, Of503 = kind == 2 ? 0.02 : 0, OfOthers = kind == 3 ? 0.1 : 0, Slowness = kind == 4 ? 40 : 4,
            };
            using var http = Chain(server, time);
            var tokens = capacity + (Math.Min(capacity, refill) * 2);

            var (statuses, _) = time.RunAsync(() => SendAllAsync(http, [.. Enumerable.Range(0, tokens).Select(n => Path(0, n))], atOnce: 16)).GetAwaiter().GetResult();
            return server.RefusedKnowingly == 0 && statuses.All(status => status == 200);
        }, iter: 40, threads: 1);

    [Fact]
    public async Task A_server_without_limits_is_never_kept_waiting()
    {
        var server = new LimitedServer(_time, 1) { Capacity = 100_000, HasHeaders = false };
        using var http = Chain(server);

        var (_, elapsed) = await _time.RunAsync(() => SendAllAsync(http, [.. Enumerable.Range(0, 500).Select(n => Path(n % 3, n))], atOnce: 500));

        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromMilliseconds(400));
        Assert.Empty(Waits());
    }

    [Fact]
    public async Task Only_the_requests_of_the_empty_bucket_wait()
    {
        var server = new LimitedServer(_time, 1) { Capacity = 10, Refill = 10, Slowness = 0 };
        using var http = Chain(server);
        await _time.RunAsync(() => SendAllAsync(http, [.. Enumerable.Range(0, 12).Select(n => Path(0, n))], atOnce: 12));

        var blocked = SendAllAsync(http, [.. Enumerable.Range(0, 20).Select(n => Path(0, n))], atOnce: 20);
        var (_, elapsed) = await _time.RunAsync(() => SendAllAsync(http, [.. Enumerable.Range(0, 10).Select(n => Path(1, n))], atOnce: 10));

        Assert.False(blocked.IsCompleted);
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        await _time.RunAsync(() => blocked);
    }

    [Fact]
    public async Task After_a_refusal_one_request_finds_out_and_the_others_follow_in_their_order()
    {
        var server = new LimitedServer(_time, 1) { Capacity = 4, Refill = 4, IsEven = true };
        using var http = Chain(server);
        var numbers = Enumerable.Range(0, 16).ToList();

        await _time.RunAsync(() => SendAllAsync(http, [.. numbers.Select(n => Path(0, n))], atOnce: 16));

        // The first sixteen could not know. Then one a minute finds out, and three follow.
        Assert.Equal((16 + 12, 12), (server.Requests, server.Refused));
        Assert.Equal(numbers, server.Arrived["/api/atlas/v2" + Path(0, 0).Split('?')[0]].Skip(16).Select(query => int.Parse(query[3..], CultureInfo.InvariantCulture)).Concat([0, 1, 2, 3]).Order());
        Assert.Equal([60, 60, 60], Waits().Select(line => (int)Math.Round(double.Parse(line.Split("waiting ")[1].Split(' ')[0], CultureInfo.InvariantCulture))));
        Assert.Equal("rate limit of clusters in project p0: waiting 60 s", Waits()[0]);
    }

    [Fact]
    public async Task Waiting_requests_go_in_the_order_in_which_they_came()
    {
        var server = new LimitedServer(_time, 1) { Capacity = 5, Refill = 5, Slowness = 0 };
        using var http = Chain(server);
        await _time.RunAsync(() => SendAllAsync(http, [.. Enumerable.Range(0, 5).Select(n => Path(0, n))], atOnce: 1));

        await _time.RunAsync(() => SendAllAsync(http, [.. Enumerable.Range(5, 30).Select(n => Path(0, n))], atOnce: 30));

        var order = Assert.Single(server.Arrived.Values).Select(query => int.Parse(query[3..], CultureInfo.InvariantCulture)).Distinct().ToList();
        Assert.Equal(Enumerable.Range(0, 35), order);
    }

    /// <summary>A queue of hours is no reason to give up, and no reason not to try again.</summary>
    [Fact]
    public async Task Time_in_the_queue_does_not_count_as_time_of_retries()
    {
        var server = new LimitedServer(_time, 1) { Capacity = 1, Refill = 1, Slowness = 0 };
        using var http = Chain(server);
        await _time.RunAsync(() => SendAllAsync(http, [.. Enumerable.Range(0, 8).Select(n => Path(0, n))], atOnce: 8));
        server.FailsAt = server.Requests + 8;

        var (statuses, elapsed) = await _time.RunAsync(() => SendAllAsync(http, [.. Enumerable.Range(0, 8).Select(n => Path(0, n))], atOnce: 8));

        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.InRange(elapsed, TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(9));
    }

    [Fact]
    public async Task A_canceled_request_leaves_its_place_to_the_next()
    {
        var server = new LimitedServer(_time, 1) { Capacity = 3, Refill = 3, Slowness = 2 };
        using var http = Chain(server);
        using var stop = new CancellationTokenSource();
        var held = Enumerable.Range(0, 30).Select(n => SendAsync(http, Path(0, n), n % 3 == 0 ? default : stop.Token)).ToList();
        _time.Advance(TimeSpan.FromSeconds(1));

        await stop.CancelAsync();
        var (kept, _) = await _time.RunAsync(() => Task.WhenAll(held.Where((_, n) => n % 3 == 0)));

        Assert.All(kept, status => Assert.Equal(200, status));
        Assert.All(held.Where((_, n) => n % 3 != 0).Skip(2), one => Assert.True(one.IsCanceled || one.Result == 200));
        Assert.Equal(200, (await _time.RunAsync(() => SendAsync(http, Path(0, 99), default))).Result);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_for_a_command_is_reported_at_once_and_to_all()
    {
        using var transport = new FakeTransport(_ =>
        {
            var refusal = FakeTransport.Json(429, """{"error":429,"errorCode":"RATE_LIMITED","detail":"Tomorrow."}""");
            refusal.Headers.TryAddWithoutValidation("Retry-After", "3600");
            return refusal;
        });
        using var http = Chain(transport);

        var (statuses, elapsed) = await _time.RunAsync(() => SendAllAsync(http, [.. Enumerable.Range(0, 20).Select(n => Path(0, n))], atOnce: 1));

        Assert.All(statuses, status => Assert.Equal(429, status));
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Single(transport.Arrivals);
        Assert.Contains(_log.VerboseLines, line => line == "rate limit of clusters in project p0: refused 1 times; not repeated, because the requested wait is 3600 s");
    }

    [Fact]
    public async Task The_end_of_a_session_ends_its_waits()
    {
        var server = new LimitedServer(_time, 1) { Capacity = 1, Refill = 1, Slowness = 0 };
        using var limits = new RequestLimits(_time);
        var http = Chain(server, _time, limits);
        var held = Enumerable.Range(0, 3).Select(n => SendAsync(http, Path(0, n), default)).ToList();
        await _time.RunAsync(() => Task.WhenAny(held));
        Assert.Equal(2, limits.Held);

        http.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Task.WhenAll(held));
        Assert.Equal(0, limits.Held);
    }

    [Fact]
    public async Task The_memory_does_not_grow_with_the_projects()
    {
        using var limits = new RequestLimits(_time);
        using var http = Chain(new LimitedServer(_time, 1) { Capacity = 1000, Slowness = 0 }, _time, limits);

        await _time.RunAsync(() => SendAllAsync(http, [.. Enumerable.Range(0, 3000).Select(n => Path(n, n))], atOnce: 16));

        Assert.InRange(limits.Remembered, 1, 1016);
    }

    [Theory]
    [InlineData("/groups", "the project list")]
    [InlineData("/groups/p", "the project in project p")]
    [InlineData("/groups/p/encryptionAtRest", "encryption at rest in project p")]
    [InlineData("/groups/p/encryptionAtRest/AZURE/privateEndpoints/e", "encryption at rest in project p")]
    [InlineData("/groups/p/clusters", "clusters in project p")]
    [InlineData("/groups/p/clusters/c", "clusters in project p")]
    [InlineData("/groups/p/clusters/c/backup/snapshots", "backups in project p")]
    [InlineData("/groups/p/clusters/c/search/deployment", "search in project p")]
    [InlineData("/groups/p/events", "events in project p")]
    [InlineData("/orgs/o/invoices", "organization invoices in organization o")]
    [InlineData("/rateLimits/x", "rateLimits")]
    public void Operations_share_limits_as_Atlas_documents_them(string path, string name)
    {
        using var limits = new RequestLimits(_time);

        Assert.Equal($"rate limit of {name}", limits.BucketOf(path).Name);
        Assert.Same(limits.BucketOf(path), limits.BucketOf(path));
    }

    private static string Path(int project, int number) => $"/groups/p{project}/clusters?n={number}";

    private List<string> Waits() => [.. _log.VerboseLines.Where(line => line.Contains(": waiting ", StringComparison.Ordinal))];

    private HttpMessageInvoker Chain(HttpMessageHandler server) => Chain(server, _time);

    private static HttpMessageInvoker Chain(HttpMessageHandler server, FakeTimeProvider time, RequestLimits? limits = null) =>
        new(new RetryHandler(new LimitHandler(new OneTryHandler(server, time), limits ?? new(time)), time));

    private async Task<int[]> SendAllAsync(HttpMessageInvoker http, List<string> requests, int atOnce)
    {
        var statuses = new int[requests.Count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            for (var index = ++next; index < requests.Count; index = ++next)
            {
                statuses[index] = await SendAsync(http, requests[index], default);
            }
        }));
        return statuses;
    }

    private async Task<int> SendAsync(HttpMessageInvoker http, string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(HttpSetup.Host, "/api/atlas/v2" + path));
        new RequestContext(new("GET", path.Split('?')[0], ""), repeatable: true, _log) { Operation = AtlasOperations.ListGroupClusters }.AttachTo(request);
        using var response = await http.SendAsync(request, cancellation);
        return (int)response.StatusCode;
    }
}
