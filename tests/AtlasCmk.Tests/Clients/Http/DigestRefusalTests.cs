using AtlasCmk.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Servers that do not play by the rules of digest, and callers who stop.</summary>
public sealed class DigestRefusalTests
{
    private const string Challenge = "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_server_that_asks_for_no_proof_gets_no_body()
    {
        using var transport = new FakeTransport(_ => FakeTransport.Json(200, "{}"));
        using var http = HttpSetup.Digest(transport, _time);

        Assert.Equal(200, await http.SendAsync("GET"));
        var refusal = await Assert.ThrowsAsync<AtlasApiException>(() => http.SendAsync("PATCH", "secret"));

        Assert.Equal("UnreadableAnswer", refusal.ErrorId);
        Assert.Contains("did not ask for authentication", refusal.Message, StringComparison.Ordinal);
        Assert.All(transport.Arrivals, a => Assert.Null(a.Body));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(403)]
    [InlineData(302)]
    public async Task An_answer_that_is_no_challenge_is_the_answer(int status)
    {
        using var transport = new FakeTransport(_ => FakeTransport.Empty(status));
        using var http = HttpSetup.Digest(transport, _time);

        Assert.Equal(status, await http.SendAsync("PATCH", "body"));
        Assert.Equal(status, await http.SendAsync("PATCH", "body"));
        Assert.Equal(2, transport.Arrivals.Count);
    }

    [Fact]
    public async Task A_refusal_that_explains_itself_is_passed_on_whether_signed_in_or_not()
    {
        var signedIn = false;
        using var transport = new FakeTransport(arrival =>
        {
            if (signedIn && arrival.Authorization is null)
            {
                var challenge = FakeTransport.Empty(401);
                challenge.Headers.TryAddWithoutValidation("WWW-Authenticate", Challenge);
                return challenge;
            }

            return FakeTransport.Json(401, """{"error":401,"errorCode":"NOT_IN_GROUP"}""");
        });
        using var http = HttpSetup.Digest(transport, _time);

        Assert.Equal(401, await http.SendAsync("GET"));
        Assert.Single(transport.Arrivals);

        signedIn = true;
        Assert.Equal(401, await http.SendAsync("GET"));
        Assert.Equal(401, await http.SendAsync("GET"));
        Assert.Equal(1 + 2 + 1, transport.Arrivals.Count);
    }

    [Theory]
    [InlineData(null, "does not offer digest authentication")]
    [InlineData("Basic realm=\"proxy\"", "does not offer digest authentication")]
    [InlineData("Digest realm=\"r\", nonce=\"n\", algorithm=MD5-sess, qop=\"auth\"", "MD5-sess")]
    public async Task A_sign_in_that_is_not_spoken_is_named(string? header, string named)
    {
        using var transport = new FakeTransport(_ =>
        {
            var refusal = FakeTransport.Text(401, "<html>sign in</html>", "text/html");
            refusal.Headers.TryAddWithoutValidation("WWW-Authenticate", header is null ? [] : [header]);
            return refusal;
        });
        using var http = HttpSetup.Digest(transport, _time);

        var refusal = await Assert.ThrowsAsync<AtlasApiException>(() => http.SendAsync("GET"));

        Assert.Equal(401, refusal.StatusCode);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Single(transport.Arrivals);
    }

    /// <summary>The key was not what this server looked at: it would challenge again.</summary>
    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "")]
    [InlineData(1, "<html>sign in</html>")]
    public async Task A_401_without_challenge_or_explanation_does_not_blame_the_key(int challenges, string body)
    {
        using var transport = new FakeTransport(arrival =>
        {
            var refusal = FakeTransport.Text(401, body, "text/html");
            refusal.Headers.TryAddWithoutValidation("WWW-Authenticate", arrival.Number <= challenges ? [Challenge] : []);
            return refusal;
        });
        using var http = HttpSetup.Digest(transport, _time);

        var refusal = await Assert.ThrowsAsync<AtlasApiException>(() => http.SendAsync("PATCH", "body"));

        Assert.Equal(("UnreadableAnswer", 401), (refusal.ErrorId, refusal.StatusCode));
        Assert.Contains("did not come from Atlas", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(challenges + 1, transport.Arrivals.Count);
    }

    [Fact]
    public async Task A_session_that_ends_cancels_requests_that_wait_for_its_challenge()
    {
        var held = new TaskCompletionSource();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using var transport = new FakeTransport((_, _) =>
        {
            held.SetResult();
            return answer.Task;
        });
        using var stop = new CancellationTokenSource();
        using var stopped = HttpSetup.Request("GET");
        var chain = HttpSetup.Digest(transport, _time);
        var first = chain.SendAsync("GET");
        await held.Task;
        var others = Enumerable.Range(0, 5).Select(_ => chain.SendAsync("GET")).ToList();
        var caller = chain.SendAsync(stopped, stop.Token);
        await stop.CancelAsync();
        chain.Dispose();

        foreach (var waiting in others)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20)));
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        answer.SetResult(FakeTransport.Json(200, "{}"));
        Assert.Equal(200, await first);
        Assert.Single(transport.Arrivals);
    }

    [Fact]
    public async Task A_canceled_call_that_fetches_the_challenge_does_not_block_the_others()
    {
        var server = new DigestServer(_time);
        using var inner = server.MixingTransport();
        using var http = new HttpMessageInvoker(inner, disposeHandler: false);
        var held = new TaskCompletionSource();
        using var transport = new FakeTransport(async (arrival, cancellation) =>
        {
            if (arrival.Number == 1)
            {
                held.SetResult();
                await Task.Delay(Timeout.Infinite, cancellation);
            }

            using var onward = new HttpRequestMessage(new(arrival.Method), arrival.Uri);
            onward.Headers.TryAddWithoutValidation("Authorization", arrival.Authorization);
            return await http.SendAsync(onward, cancellation);
        });
        using var chain = HttpSetup.Digest(transport, _time);
        using var stop = new CancellationTokenSource();
        using var request = HttpSetup.Request("GET");

        var stopped = chain.SendAsync(request, stop.Token);
        await held.Task;
        var others = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => chain.SendAsync("GET")));
        Assert.False(others.IsCompleted);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.All(await others, status => Assert.Equal(200, status));
        Assert.Equal(1 + 5 + 1, transport.Arrivals.Count);
    }

    [Fact]
    public async Task Another_host_is_never_offered_proof()
    {
        var server = new DigestServer(_time);
        using var transport = server.MixingTransport();
        using var http = HttpSetup.Digest(transport, _time);
        await http.SendAsync("GET");

        foreach (var elsewhere in new[] { "https://cloud.mongodb.com.evil.example/", "http://cloud.mongodb.com/", "https://cloud.mongodb.com:444/" })
        {
            using var request = HttpSetup.Request("GET");
            request.RequestUri = new(elsewhere);
            await Assert.ThrowsAsync<InvalidOperationException>(() => http.SendAsync(request, CancellationToken.None));
        }

        Assert.Equal(2, transport.Arrivals.Count);
    }

    [Fact]
    public async Task The_proof_is_not_left_in_the_request()
    {
        var server = new DigestServer(_time);
        using var transport = server.MixingTransport();
        using var http = HttpSetup.Digest(transport, _time);
        using var request = HttpSetup.Request("GET");

        using var response = await http.SendAsync(request, CancellationToken.None);

        Assert.DoesNotContain("Digest", $"{request}{response}{response.RequestMessage}", StringComparison.Ordinal);
    }
}
