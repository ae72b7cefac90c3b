using System.Text;
using AtlasCmk.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>A token from the caller: it is sent unchanged until it expires, and is not revoked.</summary>
public sealed class GivenTokenTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddDays(20_000));

    private string Token(TimeSpan life) =>
        $"eyJ.{Convert.ToBase64String(Encoding.ASCII.GetBytes($$"""{"exp":{{(_time.GetUtcNow() + life).ToUnixTimeSeconds()}}}""")).TrimEnd('=')}.sig";

    private (AtlasInvoker Http, AtlasApi Api, FakeTransport Transport) Open(string token, int status = 200)
    {
        var transport = new FakeTransport(_ => FakeTransport.Json(status, status == 200 ? """{"azureKeyVault":{"enabled":false}}""" : ""));
        var options = HttpSetup.Options(_time) with { Atlas = AtlasCredential.OfToken(HttpSetup.Secure(token)) };
        var http = AtlasHttp.Build(options, transport);
        return (http, new(http, options, new KeptLog()), transport);
    }

    [Fact]
    public async Task It_is_sent_and_not_revoked()
    {
        var (http, api, transport) = Open("opaque-token");

        await api.GetEncryptionAtRestAsync("1", default);
        await http.SignOutAsync(new KeptLog(), default);

        Assert.Equal(["Bearer opaque-token"], transport.Arrivals.Select(a => a.Authorization));
    }

    [Fact]
    public async Task An_expired_token_is_not_sent()
    {
        var (_, api, transport) = Open(Token(TimeSpan.FromMinutes(5)));
        await api.GetEncryptionAtRestAsync("1", default);
        _time.Advance(TimeSpan.FromMinutes(6));

        var failure = await Assert.ThrowsAsync<AtlasCmkException>(() => api.GetEncryptionAtRestAsync("1", default));

        Assert.Equal("AtlasTokenExpired", failure.ErrorId);
        Assert.Contains("-AtlasAccessToken", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(transport.Arrivals);
    }

    [Fact]
    public async Task One_that_Atlas_refuses_is_reported_as_refused()
    {
        var (_, api, _) = Open("opaque-token", 401);

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => api.GetEncryptionAtRestAsync("1", default));

        Assert.Equal("AtlasTokenRefused", failure.ErrorId);
        Assert.DoesNotContain("opaque-token", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_with_a_line_break_is_refused_before_it_is_sent() =>
        Assert.Contains("LINE FEED (U+000A) at its end", Assert.Throws<AtlasCmkException>(() => Open("token\n")).Message, StringComparison.Ordinal);
}
