using AtlasCmk.Clients;
using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class ServiceAccountRefusalTests : IDisposable
{
    private readonly ServiceAccountSetup _atlas = new();

    /// <summary>Moves for the waits between tries, and not for the cap of a try.</summary>
    private readonly SteppingTime _stepping = new() { LongestStep = TimeSpan.FromSeconds(60) };

    public void Dispose() => _atlas.Dispose();

    private async Task<AtlasApiException> RefusalAsync() => await Assert.ThrowsAsync<AtlasApiException>(() => _atlas.SendAsync());

    [Fact]
    public async Task A_wrong_secret_is_reported_with_the_OAuth_error()
    {
        _atlas.Server.InsteadOfTokens.Enqueue(FakeTransport.Json(401, """{"error_description":"Invalid credentials provided.","error":"invalid_client"}"""));
        var e = await RefusalAsync();
        Assert.Equal(("WrongServiceAccount", FailureKind.Authentication, "invalid_client"), (e.ErrorId, e.Kind, e.ErrorCode));
        Assert.Equal("Atlas rejected the service account (401 invalid_client; POST /api/oauth/token). Invalid credentials provided.", e.Message);
        Assert.Single(_atlas.Transport.Arrivals);
    }

    [Fact]
    public async Task A_failed_fetch_is_not_kept()
    {
        _atlas.Server.InsteadOfTokens.Enqueue(FakeTransport.Empty(500));
        await RefusalAsync();
        Assert.Equal(200, await _atlas.SendAsync());
    }

    [Fact]
    public async Task Too_many_live_tokens_are_no_wrong_secret()
    {
        _atlas.Server.InsteadOfTokens.Enqueue(FakeTransport.Json(403, """{"error_description":"Limit reached.","error":"access_denied"}"""));
        var e = await RefusalAsync();
        Assert.Equal(("ServiceAccountRefused", FailureKind.Authentication), (e.ErrorId, e.Kind));
    }

    [Fact]
    public async Task The_rate_limit_of_the_token_endpoint_has_Atlass_shape_and_is_waited_for()
    {
        var limited = FakeTransport.Json(429, """{"error":429"""
            + ""","errorCode":"RATE_LIMITED","detail":"Resource /api/oauth/token is limited to 50 requests every 1 minutes.","parameters":["/api/oauth/token",50,1]}""");
        limited.Headers.TryAddWithoutValidation("Retry-After", "17");
        using var atlas = new ServiceAccountSetup(_stepping);
        atlas.Server.InsteadOfTokens.Enqueue(limited);

        Assert.Equal(200, await atlas.SendAsync());

        Assert.Equal((2, 1), (atlas.Tokens, atlas.Server.Issued));
        Assert.Equal([TimeSpan.FromSeconds(17)], _stepping.Waits);
    }

    [Fact]
    public async Task A_lasting_rate_limit_is_reported_with_its_code()
    {
        using var atlas = new ServiceAccountSetup(_stepping);
        for (var i = 0; i < 5; i++)
        {
            var limited = FakeTransport.Json(429, """{"error":429,"errorCode":"RATE_LIMITED","detail":"Resource /api/oauth/token is limited to 50 requests every 1 minutes."}""");
            limited.Headers.TryAddWithoutValidation("Retry-After", "1");
            atlas.Server.InsteadOfTokens.Enqueue(limited);
        }

        var e = await Assert.ThrowsAsync<AtlasApiException>(() => atlas.SendAsync());

        Assert.Equal(("RateLimited", FailureKind.Throttled, 5), (e.ErrorId, e.Kind, atlas.Tokens));
        Assert.Contains("limited to 50 requests", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_limit_that_is_too_long_to_wait_for_is_reported_with_its_time()
    {
        var limited = FakeTransport.Json(429, """{"error":429,"errorCode":"RATE_LIMITED"}""");
        limited.Headers.TryAddWithoutValidation("Retry-After", "600");
        _atlas.Server.InsteadOfTokens.Enqueue(limited);
        var e = await RefusalAsync();
        Assert.Contains("The server requests a wait of 10 min", e.Remedy, StringComparison.Ordinal);
        Assert.Single(_atlas.Transport.Arrivals);
    }

    /// <summary>It may have issued a token that cannot be revoked.</summary>
    [Fact]
    public async Task A_request_for_a_token_is_not_repeated_where_its_answer_was_lost()
    {
        using var transport = new FakeTransport(_ => throw new HttpRequestException("gone"));
        using var http = AtlasHttp.Build(_atlas.Options, transport);
        using var request = HttpSetup.Request("GET");
        await Assert.ThrowsAsync<AtlasUnreachableException>(() => http.SendAsync(request, default));
        Assert.Single(transport.Arrivals);
    }

    [Theory]
    [InlineData("<html>sign in</html>")]
    [InlineData("""{"expires_in":3600,"token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"","expires_in":3600,"token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"seen-nowhere\r\nX-Evil: 1","expires_in":3600,"token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"seen-nowhere","expires_in":0,"token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"seen-nowhere","expires_in":"soon","token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"seen-nowhere","expires_in":3600,"token_type":"mac"}""")]
    [InlineData("""{"access_token":"seen-nowhere","expires_in":3600,"token_type":"Bearer""")]
    public async Task An_answer_without_a_usable_token_is_unreadable_and_not_repeated(string body)
    {
        _atlas.Server.InsteadOfTokens.Enqueue(FakeTransport.Json(200, body));
        var e = await RefusalAsync();
        Assert.Equal("UnreadableAnswer", e.ErrorId);
        Assert.DoesNotContain("seen-nowhere", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_atlas.Transport.Arrivals, a => a.Authorization?.StartsWith("Bearer", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task A_redirect_of_the_token_endpoint_is_not_followed()
    {
        var redirect = FakeTransport.Empty(302);
        redirect.Headers.Location = new("https://evil.example.com/token");
        _atlas.Server.InsteadOfTokens.Enqueue(redirect);
        var e = await RefusalAsync();
        Assert.Equal("RedirectRefused", e.ErrorId);
        Assert.Contains("evil.example.com", e.Message, StringComparison.Ordinal);
        Assert.Single(_atlas.Transport.Arrivals);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("an id")]
    public void A_client_id_that_cannot_be_one_is_refused_without_being_shown(string id)
    {
        var options = _atlas.Options with { Atlas = new(id, HttpSetup.Secure("x")) { IsServiceAccount = true } };
        var e = Assert.Throws<AtlasCmkException>(() => AtlasHttp.Build(options, _atlas.Transport));
        Assert.Contains("-ServiceAccount", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_of_a_service_account_names_the_service_account()
    {
        _atlas.Server.Answer = _ => FakeTransport.Json(403, """{"error":403,"errorCode":"IP_ADDRESS_NOT_ON_ACCESS_LIST"}""");
        var e = await Assert.ThrowsAsync<AtlasApiException>(() => new AtlasApi(_atlas.Http, _atlas.Options, _atlas.Log).GetProjectAsync("32b6e34b3d91647abb20e7b8", default));
        Assert.Contains("the service account's access list", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("API key", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://cloud.mongodbgov.com/")]
    [InlineData("https://CLOUD.MongoDBgov.com/")]
    public void Atlas_for_Government_is_refused_before_anything_is_sent(string address)
    {
        var e = Assert.Throws<AtlasCmkException>(() => AtlasHttp.Build(_atlas.Options with { AtlasUri = new(address) }, _atlas.Transport));
        Assert.Equal(("AtlasForGovernment", FailureKind.InvalidArgument), (e.ErrorId, e.Kind));
        Assert.Contains("does not offer Azure", e.Message, StringComparison.Ordinal);
        Assert.Empty(_atlas.Transport.Arrivals);
    }
}
