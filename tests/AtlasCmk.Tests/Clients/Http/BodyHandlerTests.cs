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

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => SendAsync(new StreamContent(endless)));

        Assert.Contains("larger than 16 MiB", failure.Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, BodyHandler.MaxBytes, BodyHandler.MaxBytes + (1024 * 1024));
    }

    [Fact]
    public async Task A_connection_that_breaks_within_the_body_breaks_the_request()
    {
        await Assert.ThrowsAsync<IOException>(() => SendAsync(new StreamContent(new EndlessStream { BreaksAt = 100_000 })));
    }

    [Theory]
    [InlineData("Bearer", "eyJhbGciOi.token", "eyJhbGciOi.token")]
    [InlineData("Basic", "aWQ6c2VjcmV0LXZhbHVl", "secret-value")]
    public async Task A_refusal_does_not_repeat_who_asked(string scheme, string parameter, string secret)
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

    private static async Task<string> RefusedAsync(HttpRequestMessage request, string body)
    {
        using var transport = new FakeTransport(_ => FakeTransport.Json(400, body));
        using var http = new HttpMessageInvoker(new BodyHandler(transport));
        using var response = await http.SendAsync(request, CancellationToken.None);
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpContent content)
    {
        using var transport = new FakeTransport(_ => new() { Content = content });
        using var http = new HttpMessageInvoker(new BodyHandler(transport));
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
