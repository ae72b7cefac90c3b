using System.Net;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>The token buckets of Atlas: what they allow, and what their responses say.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task An_empty_bucket_says_when_its_next_tokens_arrive_all_at_once()
    {
        await using var host = await AtlasHost.StartAsync(options: Limited(("encryptionAtRest", 3, 2)));
        using var first = await host.SendAsync(HttpMethod.Get, host.EncryptionPath);
        Assert.Equal(("3", "2"), Told(first));
        await host.GetAsync(host.EncryptionPath);
        await host.GetAsync(host.EncryptionPath);
        host.World.Clock.Advance(TimeSpan.FromSeconds(40.5));

        using var refused = await host.SendAsync(HttpMethod.Get, host.EncryptionPath);
        var error = await AtlasHost.ReadAsync(refused, HttpStatusCode.TooManyRequests);

        Assert.Equal("RATE_LIMITED_TOKEN_BUCKET", error["errorCode"]!.GetValue<string>());
        Assert.Equal("""["api/atlas/v2/groups/{groupId}/encryptionAtRest",20,3,2,60]""", error["parameters"]!.ToJsonString());
        Assert.Equal((TimeSpan.FromSeconds(20), "3", "0"), (refused.Headers.RetryAfter!.Delta!.Value, Told(refused).Limit, Told(refused).Remaining));

        host.World.Clock.Advance(TimeSpan.FromSeconds(20));
        using var again = await host.SendAsync(HttpMethod.Get, host.EncryptionPath);
        Assert.Equal((HttpStatusCode.OK, "1"), (again.StatusCode, Told(again).Remaining));
    }

    [Fact]
    public async Task Tokens_may_also_arrive_evenly()
    {
        await using var host = await AtlasHost.StartAsync(options: Limited(("GROUP", 1, 30)) with { SteadyRefill = true });
        await host.GetAsync(host.EncryptionPath);
        using var refused = await host.SendAsync(HttpMethod.Get, host.EncryptionPath);
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter!.Delta);

        host.World.Clock.Advance(TimeSpan.FromSeconds(2));
        await host.GetAsync(host.EncryptionPath);
        await host.RefusedAsync(429, "RATE_LIMITED_TOKEN_BUCKET", HttpMethod.Get, host.EncryptionPath);
    }

    [Fact]
    public async Task Each_project_set_and_caller_has_a_separate_bucket()
    {
        await using var host = await AtlasHost.StartAsync(options: Limited(("GROUP", 1, 1), ("USER", 2, 2)) with { Projects = 2 });
        var other = $"/api/atlas/v2/groups/{host.World.World.Projects[1].Id}";
        await host.GetAsync(host.EncryptionPath);

        await host.RefusedAsync(429, "RATE_LIMITED_TOKEN_BUCKET", HttpMethod.Get, host.EncryptionPath);
        await host.RefusedAsync(429, "RATE_LIMITED_TOKEN_BUCKET", HttpMethod.Get, host.EndpointsPath);
        await host.GetAsync(host.ProjectPath);
        await host.GetAsync($"{other}/encryptionAtRest");
        await host.GetAsync("/api/atlas/v2/groups");
        await host.GetAsync("/api/atlas/v2/groups");
        await host.RefusedAsync(429, "RATE_LIMITED_TOKEN_BUCKET", HttpMethod.Get, "/api/atlas/v2/groups");
        using var stranger = await host.SendAsync(HttpMethod.Get, "/api/atlas/v2/groups", client: host.ClientWith("ORG_OWNER"));
        Assert.Equal(HttpStatusCode.OK, stranger.StatusCode);
    }

    [Fact]
    public async Task A_replaced_limit_is_published_beside_the_default()
    {
        await using var host = await AtlasHost.StartAsync();
        host.World.Command("setRateLimit", new { set = "encryptionAtRest", capacity = 60, refill = 20 });

        var published = await host.GetAsync("/api/atlas/v2/rateLimits/encryptionAtRest");
        Assert.Equal((60, 2000), (published["capacity"]!["value"]!.GetValue<int>(), published["capacity"]!["defaultValue"]!.GetValue<int>()));
        Assert.Equal((20, 1000), (published["refillRate"]!["value"]!.GetValue<int>(), published["refillRate"]!["defaultValue"]!.GetValue<int>()));
        Assert.Null(published["refillDurationSeconds"]!["defaultValue"]);
        await host.RefusedAsync(401, "USER_CANNOT_ACCESS_ORG", HttpMethod.Get, "/api/atlas/v2/rateLimits?orgId=660000000000000000000000");
        Assert.Contains("GROUP, USER", Assert.Throws<WorldCommandException>(() => host.World.Command("setRateLimit", new { set = "weather", capacity = 1 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_request_that_its_sender_knew_to_be_refused_counts_as_announced()
    {
        var world = new TestWorld(Limited(("clusters", 2, 2)));
        RateLimitAnswer Take(long arrived) => world.World.RateLimits.Take(RateLimitSet.Clusters, "p", arrived);

        var first = Take(0);
        var last = Take(0);
        Take(1);
        last.WasSent(2, world.Clock.GetUtcNow());
        Take(1);
        Assert.Equal((2, 2, 0), Counts(world));

        Take(2).WasSent(3, world.Clock.GetUtcNow());
        Assert.Equal((2, 3, 1), Counts(world));

        // Two tokens a minute: without a refusal, nobody knows more than that.
        world.Pass(TimeSpan.FromSeconds(30));
        Take(2);
        Assert.Equal((2, 4, 1), Counts(world));
        Take(3);
        Assert.Equal((2, 5, 2), Counts(world));

        world.Pass(TimeSpan.FromSeconds(30));
        Take(3);
        Take(3);
        last.WasSent(4, world.Clock.GetUtcNow());
        first.WasSent(5, world.Clock.GetUtcNow());
        Take(5);
        Assert.Equal((4, 6, 2), Counts(world));
    }

    private static (int Taken, int Refused, int AsAnnounced) Counts(TestWorld world) =>
        Assert.Single(world.World.RateLimits.Buckets).Counts is var counts ? (counts.Taken, counts.Refused, counts.RefusedAsAnnounced) : default;

    private static (string Limit, string Remaining) Told(HttpResponseMessage response) =>
        (response.Headers.GetValues("RateLimit-Limit").Single(), response.Headers.GetValues("RateLimit-Remaining").Single());

    private static SandboxOptions Limited(params (string Name, int Capacity, int? Refill)[] limits) => new() { RateLimits = limits };
}
