using AtlasCmk.Sandbox.World;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>The number of requests of a session, counted by the server.</summary>
public sealed class WireCountTests
{
    private const int Concurrency = 20;

    private static readonly DateTimeOffset s_start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] s_regions =
        ["US_CENTRAL", "US_EAST", "US_EAST_2", "US_WEST", "US_WEST_2", "US_WEST_3", "EUROPE_NORTH", "EUROPE_WEST", "UK_SOUTH", "UK_WEST", "JAPAN_EAST", "JAPAN_WEST"];

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(1023)]
    public async Task A_session_pays_for_one_challenge_however_many_ask_at_once(int requests)
    {
        await using var session = await SandboxSession.StartAsync(new FakeTimeProvider(s_start), new SandboxOptions());
        await AskAsync(session, requests);
        Assert.Equal(requests + 1, session.OnTheWire);
    }

    [Fact]
    public async Task A_nonce_that_has_served_a_thousand_times_is_renewed_at_the_price_of_one_request()
    {
        await using var session = await SandboxSession.StartAsync(new FakeTimeProvider(s_start), new SandboxOptions());
        await AskAsync(session, 1100);
        Assert.Equal(1100 + 2, session.OnTheWire);
    }

    [Fact]
    public async Task A_nonce_that_has_lived_for_a_minute_is_renewed_at_the_price_of_one_request()
    {
        var clock = new FakeTimeProvider(s_start);
        await using var session = await SandboxSession.StartAsync(clock, new SandboxOptions());
        for (var minute = 1; minute <= 3; minute++)
        {
            await AskAsync(session, 40);
            Assert.Equal((40 + 1) * minute, session.OnTheWire);
            clock.Advance(TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public async Task A_secret_leaves_with_proof_of_identity_alone_whatever_becomes_of_the_nonce()
    {
        var clock = new FakeTimeProvider(s_start);
        await using var session = await SandboxSession.StartAsync(clock, new SandboxOptions { Stage = "enabled", KeepExchanges = true });
        await ChangeAsync(session);
        clock.Advance(TimeSpan.FromSeconds(61));
        await ChangeAsync(session);
        session.Server.World.Do(() => session.Server.World.NonceEpoch++);
        await ChangeAsync(session);

        var exchanges = session.Server.Exchanges;
        var (bare, proven) = (exchanges.Where(e => !e.RequestHeaders.ContainsKey("Authorization")).ToList(), exchanges.Where(e => e.RequestHeaders.ContainsKey("Authorization")).ToList());
        Assert.Equal(2, bare.Count);
        Assert.All(bare, exchange => Assert.Equal((401, ""), (exchange.Status, exchange.RequestBody)));
        Assert.Equal(3 * Concurrency, proven.Count(e => e.Status == 200 && e.RequestBody.Contains(session.Server.Description.AzureClientSecret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Waiting_for_many_endpoints_costs_what_waiting_for_one_does()
    {
        var looks = await LooksWhileWaitingAsync(1);
        Assert.InRange(looks, 3, 40);
        Assert.Equal(looks, await LooksWhileWaitingAsync(s_regions.Length));
    }

    /// <summary>The concurrent requests of a busy pipeline, including Connect's check.</summary>
    private static Task AskAsync(SandboxSession session, int requests) =>
        Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = Concurrency },
            async (_, cancellation) => await session.Atlas.GetProjectAsync(session.ProjectId, cancellation));

    private static Task ChangeAsync(SandboxSession session) =>
        Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => session.Atlas.UpdateEncryptionAtRestAsync(
            session.ProjectId, new() { ClientSecret = HttpSetup.Secure(session.Server.Description.AzureClientSecret) }, default)));

    /// <summary>The requests between the creation of the endpoints and the last one's being ready, with the durations of the real service.</summary>
    private static async Task<int> LooksWhileWaitingAsync(int endpoints)
    {
        // Only the waits between two polls move the clock, and only once every endpoint waits for the next one.
        using var waiting = new SemaphoreSlim(0);
        var log = Substitute.For<IOperationLog>();
        log.When(l => l.Progress(Arg.Is<OperationProgress>(p => !p.Completed))).Do(_ => waiting.Release());
        var clock = new SteppingTime
        {
            LongestStep = TimeSpan.FromSeconds(10),
            Ready = async () =>
            {
                for (var i = 0; i < endpoints; i++)
                {
                    await waiting.WaitAsync();
                }
            },
        };
        await using var session = await SandboxSession.StartAsync(clock, new SandboxOptions { Stage = "private", Provisioning = TimeSpan.FromSeconds(150) });
        var created = new List<AkvPrivateEndpoint>();
        foreach (var region in s_regions.Take(endpoints))
        {
            created.Add(await session.Atlas.CreatePrivateEndpointAsync(session.ProjectId, region, default));
        }

        session.Server.Requests.Clear();
        var wait = new WaitForPrivateEndpoint(new SessionContext(session.Connection, log, clock, default).Project(session.ProjectId));
        var ready = await Task.WhenAll(created.Select(e => wait.UntilAsync(e, EndpointGoal.Approvable, TimeSpan.FromMinutes(20))));

        Assert.All(ready, endpoint => Assert.Equal(EndpointStatus.PendingAcceptance, endpoint.Status));
        return session.Server.Requests.Snapshot().Count(r => r.Method == "GET" && r.Path.EndsWith("/privateEndpoints", StringComparison.Ordinal) && r.Status == 200);
    }
}
