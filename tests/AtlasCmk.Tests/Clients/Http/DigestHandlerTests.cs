using AtlasCmk.Clients;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>The requests of a session, and the rule that a body is never sent without authentication.</summary>
public sealed class DigestHandlerTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public Task A_session_of_n_requests_costs_n_plus_one_however_concurrent() =>
        Gen.Select(Gen.Int[1, 60], Gen.Bool).SampleAsync(async (n, atOnce) =>
        {
            var server = new DigestServer(_time);
            using var transport = server.MixingTransport();
            using var http = HttpSetup.Digest(transport, _time);
            Task<int> Send(int i) => i % 3 == 0 ? http.SendAsync("POST", $"body {i}") : http.SendAsync("GET");

            if (atOnce)
            {
                Assert.All(await Task.WhenAll(Enumerable.Range(0, n).Select(i => Task.Run(() => Send(i)))), status => Assert.Equal(200, status));
            }
            else
            {
                for (var i = 0; i < n; i++)
                {
                    Assert.Equal(200, await Send(i));
                }
            }

            Assert.Equal(n + 1, transport.Arrivals.Count);
            Assert.Equal(n, server.Offered.Distinct().Count());
        }, iter: 60);

    [Fact]
    public async Task A_body_is_never_sent_without_authentication()
    {
        var server = new DigestServer(_time);
        using var transport = server.MixingTransport();
        using var http = HttpSetup.Digest(transport, _time);

        await http.SendAsync("PATCH", "secret");
        _time.Advance(TimeSpan.FromMinutes(2));
        await http.SendAsync("POST", "secret");

        Assert.Equal([("PATCH", false), ("PATCH", true), ("POST", false), ("POST", true)], transport.Arrivals.Select(a => (a.Method, a.Authorization is not null)));
        Assert.All(transport.Arrivals, a => Assert.Equal(a.Authorization is null ? null : "secret", a.Body));
    }

    [Fact]
    public async Task A_renewal_costs_one_more_by_age()
    {
        var (http, transport, _) = Start(new(_time));
        await SendAtOnceAsync(http, 10);

        _time.Advance(TimeSpan.FromSeconds(59));
        await SendAtOnceAsync(http, 30);

        Assert.Equal(10 + 30 + 2, transport.Arrivals.Count);
    }

    [Fact]
    public async Task A_renewal_costs_one_more_by_count()
    {
        var (http, transport, server) = Start(new(_time));

        await SendAtOnceAsync(http, 2_500);

        Assert.Equal(2_500 + 3, transport.Arrivals.Count);
        Assert.Equal(2_500, server.Offered.Distinct().Count());
    }

    [Fact]
    public async Task A_nonce_that_dies_early_costs_one_refusal()
    {
        var (http, transport, server) = Start(new(_time) { NonceLife = TimeSpan.FromSeconds(20) });
        await SendAtOnceAsync(http, 5);

        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, await http.SendAsync("PATCH", "body"));
        await SendAtOnceAsync(http, 5);

        Assert.Equal(5 + 1 + 1 + 5 + 1, transport.Arrivals.Count);
        Assert.Equal(2, server.ChallengesIssued);
    }

    [Fact]
    public async Task A_burst_into_a_dead_nonce_succeeds_and_the_next_burst_is_cheap_again()
    {
        var (http, transport, server) = Start(new(_time));
        await SendAtOnceAsync(http, 20);
        server.ForgetNonces();

        await SendAtOnceAsync(http, 20);
        var before = transport.Arrivals.Count;
        await SendAtOnceAsync(http, 20);

        Assert.InRange(before, 21 + 21, 21 + 40);
        Assert.Equal(20, transport.Arrivals.Count - before);
    }

    [Fact]
    public async Task A_server_that_takes_a_nonce_once_is_asked_for_one_each_time()
    {
        var (http, transport, _) = Start(new(_time) { OneTimeNonces = true });
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, await http.SendAsync("POST", "body"));
        }

        Assert.Equal(20, transport.Arrivals.Count);
        // Once that is known, no call is refused with its body any more.
        Assert.All(transport.Arrivals.Skip(8).Chunk(2), pair => Assert.Equal([null, "body"], pair.Select(a => a.Body)));
        await SendAtOnceAsync(http, 20);
        Assert.Equal(60, transport.Arrivals.Count);
    }

    [Fact]
    public async Task A_server_that_sometimes_forgets_a_nonce_does_not_count_as_single_use()
    {
        var (http, transport, server) = Start(new(_time));
        for (var i = 0; i < 10; i++)
        {
            server.ForgetNonces();
            Assert.Equal(200, await http.SendAsync("GET"));
            Assert.Equal(200, await http.SendAsync("GET"));
        }

        var before = transport.Arrivals.Count;
        await SendAtOnceAsync(http, 10);

        Assert.Equal(10, transport.Arrivals.Count - before);
    }

    [Fact]
    public async Task A_burst_at_a_server_that_takes_a_nonce_once_succeeds_from_the_start()
    {
        var (http, transport, _) = Start(new(_time) { OneTimeNonces = true });

        await SendAtOnceAsync(http, 20);

        Assert.InRange(transport.Arrivals.Count, 21, 41);
    }

    /// <summary>On a server with single-use nonces, another request that used the nonce first would get its owner refused.</summary>
    [Fact]
    public async Task A_fresh_challenge_is_shared_only_once_it_has_been_answered()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var issued = 0;
        HttpResponseMessage Challenge()
        {
            var refusal = FakeTransport.Empty(401);
            refusal.Headers.TryAddWithoutValidation("WWW-Authenticate", $"Digest realm=\"r\", nonce=\"n{issued++}\", qop=\"auth\"");
            return refusal;
        }

        using var transport = new FakeTransport(async (arrival, _) =>
        {
            if (arrival.Authorization?.Contains("nonce=\"n1\"", StringComparison.Ordinal) is true)
            {
                isHeld.TrySetResult();
                await held.Task;
            }

            return arrival.Authorization is null || (arrival.Authorization.Contains("nonce=\"n0\"", StringComparison.Ordinal) && arrival.Number > 2) ? Challenge() : FakeTransport.Json(200, "{}");
        });
        using var http = HttpSetup.Digest(transport, _time);
        Assert.Equal(200, await http.SendAsync("GET"));

        var owner = http.SendAsync("GET");
        await isHeld.Task;
        Assert.Equal(200, await http.SendAsync("GET").WaitAsync(TimeSpan.FromSeconds(20)));
        held.SetResult();

        Assert.Equal(200, await owner);
        Assert.Single(transport.Arrivals, a => a.Authorization?.Contains("nonce=\"n1\"", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task A_wrong_key_is_reported_after_one_more_try()
    {
        using var transport = new FakeTransport(_ =>
        {
            var refusal = FakeTransport.Empty(401);
            refusal.Headers.TryAddWithoutValidation("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"");
            return refusal;
        });
        using var http = HttpSetup.Digest(transport, _time);

        Assert.Equal(401, await http.SendAsync("PATCH", "body"));

        Assert.Equal(3, transport.Arrivals.Count);
    }

    [Fact]
    public async Task A_server_that_finds_every_nonce_stale_does_not_hold_us_for_ever()
    {
        var (http, transport, _) = Start(new(_time) { AlwaysStale = true });

        foreach (var requests in new[] { 1 + 4, 1 + 4 + 4 })
        {
            var e = await Assert.ThrowsAsync<AtlasApiException>(() => http.SendAsync("GET"));
            Assert.Equal(("DigestNonceRefused", FailureKind.Unreachable), (e.ErrorId, e.Kind));
            Assert.Contains("load balancer", e.Remedy, StringComparison.Ordinal);
            Assert.Equal(requests, transport.Arrivals.Count);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_nonce_that_is_stale_several_times_in_a_row_is_not_the_key_s_fault(int times)
    {
        var (http, transport, _) = Start(new(_time) { StaleTimes = times });

        Assert.Equal(200, await http.SendAsync("PATCH", "body"));
        Assert.Equal(1 + times + 1, transport.Arrivals.Count);
    }

    [Fact]
    public async Task A_wrong_key_is_found_out_behind_a_stale_nonce_too()
    {
        var server = new DigestServer(_time) { StaleTimes = 1, Answer = _ => FakeTransport.Json(200, "{}") };
        using var transport = server.Transport();
        using var http = new HttpMessageInvoker(new DigestHandler(transport, HttpSetup.Host, new(new(DigestServer.PublicKey, HttpSetup.Secure("mistyped"))), _time));

        Assert.Equal(401, await http.SendAsync("GET"));
    }

    [Fact]
    public async Task SHA_256_is_supported()
    {
        var (http, transport, _) = Start(new(_time) { UsesSha256 = true, Parameters = "algorithm=\"SHA-256\", qop=\"auth\"" });
        await SendAtOnceAsync(http, 10);
        Assert.Equal(11, transport.Arrivals.Count);
    }

    [Fact]
    public async Task A_server_without_qop_is_supported()
    {
        var (http, transport, _) = Start(new(_time) { UsesQop = false, Parameters = "opaque=\"\"" });
        await SendAtOnceAsync(http, 10);
        Assert.Equal(11, transport.Arrivals.Count);
    }

    private (HttpMessageInvoker Http, FakeTransport Transport, DigestServer Server) Start(DigestServer server)
    {
        var transport = server.MixingTransport();
        return (HttpSetup.Digest(transport, _time), transport, server);
    }

    private static async Task SendAtOnceAsync(HttpMessageInvoker http, int count) =>
        Assert.All(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => http.SendAsync("GET")))), status => Assert.Equal(200, status));
}
