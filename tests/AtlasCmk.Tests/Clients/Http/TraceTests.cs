using AtlasCmk.Clients;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>What -Verbose and -Debug show, and what they never show.</summary>
public sealed class TraceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeptLog _log = new();

    [Fact]
    public async Task One_line_a_try_says_what_came_of_it_and_how_long_it_took()
    {
        using var transport = new FakeTransport(_ =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(412));
            return FakeTransport.Json(200, "{}");
        });

        await SendAsync(transport, "PATCH", "/groups/1/encryptionAtRest?pageNum=2");

        Assert.Equal(["PATCH /groups/1/encryptionAtRest?pageNum=2 → 200 in 412 ms, try 1"], _log.VerboseLines);
    }

    [Fact]
    public async Task A_lost_answer_has_its_line_too()
    {
        using var transport = new FakeTransport(_ => throw new IOException());

        await Assert.ThrowsAsync<IOException>(() => SendAsync(transport, "GET", "/groups"));

        Assert.Equal(["GET /groups → no answer in 0 ms, try 1"], _log.VerboseLines);
    }

    [Fact]
    public async Task Bodies_are_shown_at_debug_without_what_may_be_secret()
    {
        using var transport = new FakeTransport(_ => FakeTransport.Json(200, """{"azureKeyVault":{"valid":true,"keyVaultName":"kv"},"invented":["x",{"later":1}]}"""));

        await SendAsync(transport, "PATCH", "/groups", """{"azureKeyVault":{"clientID":"c1","secret":"s3cret","requirePrivateNetworking":false}}""");

        Assert.Equal(
        [
            """PATCH /groups sent {"azureKeyVault":{"clientID":"c1","secret":"…","requirePrivateNetworking":false}}""",
            """PATCH /groups received {"azureKeyVault":{"valid":true,"keyVaultName":"kv"},"invented":["…",{"later":"…"}]}""",
        ], _log.DebugLines);
    }

    /// <summary>Parsing and redacting is as much work as reading: without -Debug it is not done.</summary>
    [Fact]
    public async Task Bodies_are_made_ready_only_where_they_are_shown()
    {
        using var transport = new FakeTransport(_ => new() { Content = new UnreadContent() });
        using var http = new HttpMessageInvoker(new TraceHandler(transport, _time));
        using var request = HttpSetup.Request("GET", log: new KeptLog { WantsDebug = false });

        using var response = await http.SendAsync(request, CancellationToken.None);

        Assert.Equal(0, ((UnreadContent)response.Content).Readings);
    }

    private sealed class UnreadContent : HttpContent
    {
        public int Readings { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            Readings++;
            return Task.CompletedTask;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return true;
        }
    }

    [Theory]
    [InlineData("<html>s3cret</html>", "19 bytes that are not JSON")]
    [InlineData("""{"secret":"s3cret""", "17 bytes that are not JSON")]
    [InlineData("""{"name":"n"/*s3cret*/}""", """{"name":"n"}""")]
    [InlineData("""{"list":[{"name":"n"},"s3cret"]}""", """{"list":[{"name":"n"},"…"]}""")]
    [InlineData("""["s3cret",7]""", """["…","…"]""")]
    [InlineData("\"s3cret\"", "\"…\"")]
    public void Values_not_known_to_be_harmless_stay_hidden(string body, string shown) =>
        Assert.Equal(shown, BodyTrace.Redact(System.Text.Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_long_body_is_cut()
    {
        var body = new JArray(Enumerable.Range(0, 100_000)).ToString();

        var shown = BodyTrace.Redact(System.Text.Encoding.UTF8.GetBytes(body));

        Assert.InRange(shown.Length, 8 * 1024, 9 * 1024);
    }

    [Fact]
    public void A_secret_stays_hidden_everywhere()
    {
        const string Secret = "s3cret-value";
        var name = Gen.OneOfConst("secret", "token", "azureKeyVault", "results", "accessKey", "privateKey");
        var harmless = Gen.OneOfConst("name", "id", "status", "errorMessage");
        var leaf = Gen.Const<JToken>(Secret);
        var json = Gen.Recursive<JToken>((depth, inner) => depth > 4
            ? leaf
            : Gen.Frequency(
                (1, leaf),
                (2, inner.Array[0, 3].Select(items => (JToken)new JArray(items))),
                (4, Gen.Select(name, inner, harmless).Select((n, value, h) => (JToken)new JObject { [h] = "seen", [n] = value }))));

        json.Sample(token => Assert.DoesNotContain(Secret, BodyTrace.Redact(System.Text.Encoding.UTF8.GetBytes(token.ToString())), StringComparison.Ordinal), iter: 2_000);
    }

    private async Task SendAsync(FakeTransport transport, string method, string path, string? body = null)
    {
        using var http = new HttpMessageInvoker(new TraceHandler(transport, _time));
        using var request = HttpSetup.Request(method, path, body, _log);
        new RequestContext(new(method, path.Split('?')[0], ""), true, _log).AttachTo(request);
        using var response = await http.SendAsync(request, CancellationToken.None);
    }
}
