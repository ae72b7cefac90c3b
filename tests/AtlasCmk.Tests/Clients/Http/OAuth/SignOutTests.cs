using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class SignOutTests : IDisposable
{
    private readonly ServiceAccountSetup _atlas = new();

    public void Dispose() => _atlas.Dispose();

    [Fact]
    public async Task The_token_is_revoked_at_the_end_of_the_session_and_none_is_made_after_it()
    {
        await _atlas.SendAsync();
        await _atlas.Http.SignOutAsync(_atlas.Log, default);
        await _atlas.Http.SignOutAsync(_atlas.Log, default);

        Assert.Empty(_atlas.Server.Alive);
        Assert.Equal(1, _atlas.Revocations);
        Assert.Equal("SessionEnded", (await Assert.ThrowsAsync<AtlasCmkException>(() => _atlas.SendAsync())).ErrorId);
        Assert.Equal(1, _atlas.Tokens);
    }

    [Fact]
    public async Task A_session_that_never_had_a_token_asks_nothing()
    {
        await _atlas.Http.SignOutAsync(_atlas.Log, default);
        Assert.Empty(_atlas.Transport.Arrivals);
    }

    [Fact]
    public async Task A_token_that_has_ended_is_not_revoked()
    {
        await _atlas.SendAsync();
        _atlas.Time.Advance(TimeSpan.FromHours(1));
        await _atlas.Http.SignOutAsync(_atlas.Log, default);
        Assert.Equal(0, _atlas.Revocations);
    }

    [Fact]
    public async Task After_a_failed_sign_in_there_is_nothing_to_revoke()
    {
        _atlas.Server.InsteadOfTokens.Enqueue(FakeTransport.Empty(401));
        await Assert.ThrowsAsync<AtlasApiException>(() => _atlas.SendAsync());
        await _atlas.Http.SignOutAsync(_atlas.Log, default);
        Assert.Equal(0, _atlas.Revocations);
    }

    /// <summary>It takes its time on the machine's clock, however fast a world's runs.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task An_unanswered_revocation_times_out_within_seconds_and_is_reported(int speed)
    {
        var time = new SteppingTime { LongestStep = TimeSpan.FromSeconds(60) };
        using var atlas = new ServiceAccountSetup(time, speed);
        await atlas.SendAsync();
        atlas.Server.InsteadOfRevocations.Enqueue(async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return FakeTransport.Empty(200);
        });
        var log = new KeptLog();

        await atlas.Http.SignOutAsync(log, default);

        Assert.Equal([TimeSpan.FromSeconds(5)], time.Waits);
        Assert.Contains("could not be revoked: there was no response within 5 s. It expires at", Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(500)]
    public async Task A_refused_revocation_is_a_warning_and_no_error(int status)
    {
        await _atlas.SendAsync();
        _atlas.Server.InsteadOfRevocations.Enqueue(_ => Task.FromResult(FakeTransport.Empty(status)));
        var log = new KeptLog();
        await _atlas.Http.SignOutAsync(log, default);
        Assert.Contains($"Atlas answered {status}", Assert.Single(log.Warnings), StringComparison.Ordinal);
    }
}
