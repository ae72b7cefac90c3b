using System.IO.Compression;
using System.Security.Authentication;
using System.Text;
using AtlasCmk.Clients;
using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class BodyHandlerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(BodyHandler.MaxBytes)]
    public async Task Reads_up_to_the_limit(int length)
    {
        using var response = await SendAsync(new ByteArrayContent(new byte[length]) { Headers = { ContentType = new("application/json") } });

        Assert.Equal(length, (await response.Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Reads_no_further_than_the_limit()
    {
        var endless = new EndlessStream();

        var failure = await Assert.ThrowsAsync<AnswerUnusableException>(() => SendAsync(new StreamContent(endless)));

        Assert.Equal(200, failure.Status);
        Assert.InRange(endless.Given, BodyHandler.MaxBytes, BodyHandler.MaxBytes + (1024 * 1024));
    }

    /// <summary>Each format has a different exception.</summary>
    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_body_that_is_not_compressed_as_it_says_is_no_unexpected_error(string encoding)
    {
        var body = new MemoryStream("this is not compressed"u8.ToArray());
        Stream stream = encoding switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            _ => new BrotliStream(body, CompressionMode.Decompress),
        };

        var failure = await Record.ExceptionAsync(() => SendAsync(new StreamContent(stream)));

        Assert.Contains("decompressed", failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_within_the_body_breaks_the_request()
    {
        await Assert.ThrowsAsync<IOException>(() => SendAsync(new StreamContent(new EndlessStream { BreaksAt = 100_000 })));
    }

    [Theory]
    [InlineData("Bearer", "eyJhbGciOi.token", "eyJhbGciOi.token")]
    [InlineData("Basic", "aWQ6c2VjcmV0LXZhbHVl", "secret-value")]
    public async Task A_refusal_does_not_repeat_the_credentials(string scheme, string parameter, string secret)
    {
        using var request = HttpSetup.Request("GET");
        request.Headers.Authorization = new(scheme, parameter);

        Assert.Equal("no … and no …", await RefusedAsync(request, $"no {secret} and no {parameter}"));
    }

    [Theory]
    [InlineData("""{"azureKeyVault":{"clientID":"client-1","secret":"a\"quoted\" one"}}""", """{"detail":"client-1 has a\"quoted\" one"}""", """{"detail":"client-1 has …"}""")]
    [InlineData("""[{"name":"hook","apiToken":"token-4711"}]""", "token-4711 of hook", "… of hook")]
    [InlineData("token=eyJ.4711%2F0&token_type_hint=access_token", "eyJ.4711/0 or eyJ.4711%2F0", "… or …")]
    [InlineData("""{"secret":"short"}""", "short and sweet", "short and sweet")]
    [InlineData(null, "nothing was sent", "nothing was sent")]
    public async Task A_refusal_does_not_repeat_a_secret_that_was_sent(string? sent, string answered, string shown)
    {
        using var request = HttpSetup.Request("PATCH", body: sent);

        Assert.Equal(shown, await RefusedAsync(request, answered));
    }

    [Fact]
    public async Task Headers_and_the_reason_lose_a_secret_too()
    {
        var secrets = Secrets("secret-value");
        using var transport = new FakeTransport(_ =>
        {
            var answer = FakeTransport.Json(403, "{}");
            answer.ReasonPhrase = "no secret-value";
            answer.Headers.TryAddWithoutValidation("x-ms-request-id", "secret-value");
            answer.Headers.TryAddWithoutValidation("Retry-After", "7");
            return answer;
        });
        using var http = new HttpMessageInvoker(new BodyHandler(transport, secrets));
        using var request = HttpSetup.Request("GET");
        using var response = await http.SendAsync(request, CancellationToken.None);

        Assert.Equal("no …", response.ReasonPhrase);
        Assert.Equal("…", response.Headers.GetValues("x-ms-request-id").Single());
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    public async Task An_answer_in_another_encoding_is_understood_before_it_is_searched(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        using var transport = new FakeTransport(_ => new(System.Net.HttpStatusCode.BadRequest) { Content = new StringContent("schlüssel: secret-value", encoding, "text/plain") });
        using var http = new HttpMessageInvoker(new BodyHandler(transport, Secrets("secret-value")));
        using var request = HttpSetup.Request("GET");
        using var response = await http.SendAsync(request, CancellationToken.None);

        Assert.Equal("schlüssel: …", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_exception_of_the_transport_loses_a_secret_and_stays_what_it_is()
    {
        using var transport = new FakeTransport(_ =>
            throw new HttpRequestException(HttpRequestError.ProxyTunnelError, "proxy of secret-value", new AuthenticationException("no secret-value"),
            System.Net.HttpStatusCode.ProxyAuthenticationRequired));
        using var http = new HttpMessageInvoker(new BodyHandler(transport, Secrets("secret-value")));
        using var request = HttpSetup.Request("GET");

        var e = await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(request, CancellationToken.None));

        Assert.Equal((HttpRequestError.ProxyTunnelError, System.Net.HttpStatusCode.ProxyAuthenticationRequired), (e.HttpRequestError, e.StatusCode));
        Assert.IsType<AuthenticationException>(e.InnerException);
        Assert.DoesNotContain("secret-value", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issued_token_is_on_the_list_from_then_on()
    {
        const string Token = "eyJhbGciOiJSUzI1NiJ9.0123456789";
        var secrets = new SessionSecrets();
        using var transport = new FakeTransport(arrival => FakeTransport.Json(200, arrival.Number < 3 ? $$"""{"access_token":"{{Token}}","expires_in":3600}""" : $$"""{"detail":"{{Token}}"}"""));
        using var http = new HttpMessageInvoker(new BodyHandler(transport, secrets));

        Assert.Contains(Token, await BodyAsync(http), StringComparison.Ordinal);
        Assert.Contains(Token, await BodyAsync(http), StringComparison.Ordinal);
        Assert.Equal("""{"detail":"…"}""", await BodyAsync(http));
    }

    private static async Task<string> BodyAsync(HttpMessageInvoker http)
    {
        using var request = HttpSetup.Request("GET");
        using var response = await http.SendAsync(request, CancellationToken.None);
        return await response.Content.ReadAsStringAsync();
    }

    private static SessionSecrets Secrets(string secret)
    {
        var secrets = new SessionSecrets();
        secrets.Keep(secret);
        return secrets;
    }

    private static async Task<string> RefusedAsync(HttpRequestMessage request, string body)
    {
        using var transport = new FakeTransport(_ => FakeTransport.Json(400, body));
        using var http = new HttpMessageInvoker(new BodyHandler(transport, new SessionSecrets()));
        using var response = await http.SendAsync(request, CancellationToken.None);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpContent content)
    {
        using var transport = new FakeTransport(_ => new() { Content = content });
        using var http = new HttpMessageInvoker(new BodyHandler(transport, new SessionSecrets()));
        using var request = HttpSetup.Request("GET");
        return await http.SendAsync(request, CancellationToken.None);
    }

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public long BreaksAt { get; init; } = long.MaxValue;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Given > BreaksAt)
            {
                throw new IOException("The connection was reset.");
            }

            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
