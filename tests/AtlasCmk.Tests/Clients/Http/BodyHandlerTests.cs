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
