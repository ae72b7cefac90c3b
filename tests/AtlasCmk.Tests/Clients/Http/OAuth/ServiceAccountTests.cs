using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class ServiceAccountTests : IDisposable
{
    private readonly ServiceAccountSetup _atlas = new();

    public void Dispose() => _atlas.Dispose();

    [Fact]
    public async Task A_hundred_calls_at_concurrency_twenty_cost_a_hundred_and_one_requests()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 100), new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (_, cancellation) =>
            Assert.Equal(200, await _atlas.SendAsync(cancellation: cancellation)));

        Assert.Equal(101, _atlas.Transport.Arrivals.Count);
        Assert.Equal(1, _atlas.Tokens);
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_and_the_old_one_is_revoked_first()
    {
        await _atlas.SendAsync();
        _atlas.Time.Advance(TimeSpan.FromMinutes(49));
        await _atlas.SendAsync();
        Assert.Equal(1, _atlas.Tokens);

        _atlas.Time.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _atlas.SendAsync()));

        Assert.Equal((2, 1), (_atlas.Tokens, _atlas.Revocations));
        Assert.Equal((1, 1), (_atlas.Server.MostAlive, _atlas.Server.Alive.Count));
        Assert.DoesNotContain(_atlas.Log.VerboseLines, l => l.Contains("401", StringComparison.Ordinal));
    }

    /// <summary>A machine that slept, for example.</summary>
    [Fact]
    public async Task A_token_that_has_ended_is_replaced_without_being_revoked_or_refused()
    {
        await _atlas.SendAsync();
        _atlas.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(200, await _atlas.SendAsync());
        Assert.Equal((2, 0, 4), (_atlas.Tokens, _atlas.Revocations, _atlas.Transport.Arrivals.Count));
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_for_all_requests_and_their_bodies_are_sent_again()
    {
        await _atlas.SendAsync();
        _atlas.Server.Forget();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _atlas.SendAsync("PATCH", """{"secret":"s"}""")));

        Assert.All(statuses, s => Assert.Equal(200, s));
        Assert.Equal((2, 1), (_atlas.Tokens, _atlas.Server.MostAlive));
        Assert.Equal(20, _atlas.Transport.Arrivals.Count(a => a.Method == "PATCH" && a.Body == """{"secret":"s"}""" && a.Authorization!.Contains("token-2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_token_that_is_refused_again_and_again_is_no_endless_loop_and_leaves_none_behind()
    {
        _atlas.Server.Answer = _ => FakeTransport.Empty(401);

        Assert.Equal(401, await _atlas.SendAsync());

        Assert.Equal((2, 1), (_atlas.Tokens, _atlas.Server.Alive.Count));
        Assert.Equal(1, _atlas.Server.MostAlive);
    }

    /// <summary>Atlas says 401 there too.</summary>
    [Theory]
    [InlineData("NOT_IN_GROUP")]
    [InlineData("USER_CANNOT_ACCESS_GROUP")]
    [InlineData("USER_UNAUTHORIZED")]
    public async Task A_refusal_that_is_not_about_the_token_costs_no_second_one(string code)
    {
        _atlas.Server.Answer = _ => FakeTransport.Json(401, $$"""{"error":401,"errorCode":"{{code}}"}""");
        Assert.Equal(401, await _atlas.SendAsync());
        Assert.Equal((1, 2), (_atlas.Tokens, _atlas.Transport.Arrivals.Count));
    }

    [Fact]
    public async Task A_canceled_wait_does_not_cancel_the_token_request_so_no_token_is_lost()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _atlas.SendAsync(cancellation: stop.Token));

        Assert.Equal(200, await _atlas.SendAsync());
        Assert.Equal((1, 1), (_atlas.Tokens, _atlas.Server.Alive.Count));
    }

    [Fact]
    public async Task A_renewal_that_cannot_revoke_keeps_the_token_that_still_lasts_and_tries_again_later()
    {
        await _atlas.SendAsync();
        _atlas.Server.InsteadOfRevocations.Enqueue(_ => Task.FromResult(FakeTransport.Empty(500)));
        _atlas.Time.Advance(TimeSpan.FromMinutes(51));

        Assert.Equal(200, await _atlas.SendAsync());
        Assert.Equal(200, await _atlas.SendAsync());
        Assert.Equal((1, 1), (_atlas.Tokens, _atlas.Revocations));

        _atlas.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(200, await _atlas.SendAsync());
        Assert.Equal((2, 2, 1), (_atlas.Tokens, _atlas.Revocations, _atlas.Server.MostAlive));
    }

    [Fact]
    public async Task No_secret_and_no_token_is_in_the_trace()
    {
        await _atlas.SendAsync("POST", """{"regionName":"US_EAST_2"}""");
        await _atlas.Http.SignOutAsync(_atlas.Log, default);

        var shown = string.Join('\n', [.. _atlas.Log.VerboseLines, .. _atlas.Log.DebugLines]);
        Assert.Contains("POST /api/oauth/token → 200", shown, StringComparison.Ordinal);
        Assert.Contains("POST /api/oauth/revoke → 200", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("must-not-be-seen", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("mdb_sa_sk", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Basic", shown, StringComparison.Ordinal);
    }
}
