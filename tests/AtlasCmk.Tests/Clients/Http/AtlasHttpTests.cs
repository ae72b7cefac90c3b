using AtlasCmk.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>The chain as a whole: which addresses and keys it takes, and that no secret gets out of it.</summary>
public sealed class AtlasHttpTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("https://cloud.mongodb.com/")]
    [InlineData("https://cloud.mongodb.com:8443/")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    public async Task Takes_https_and_loopback(string address)
    {
        var transport = new DigestServer(_time).Transport();
        var options = HttpSetup.Options(_time) with { AtlasUri = new(address) };
        using var http = AtlasHttp.Build(options, transport);

        await new AtlasApi(http, options, new KeptLog()).GetEncryptionAtRestAsync("1", default);

        Assert.Equal($"{address.TrimEnd('/')}/api/atlas/v2/groups/1/encryptionAtRest", transport.Arrivals[^1].Uri.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://cloud.mongodb.com/")]
    [InlineData("http://127.0.0.1.example.com/")]
    [InlineData("ftp://cloud.mongodb.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:hunter2@cloud.mongodb.com/")]
    [InlineData("https://cloud.mongodb.com/?token=hunter2")]
    [InlineData("https://cloud.mongodb.com/#hunter2")]
    [InlineData("cloud.mongodb.com")]
    [InlineData("https://cloud.mongodb.com/v2/66c9e8f1dd6c9960802420e9")]
    public void Refuses_every_other_address_and_shows_no_secret_of_it(string address)
    {
        using var transport = new FakeTransport(_ => throw new InvalidOperationException("Nothing is to be sent."));
        var options = HttpSetup.Options(_time) with { AtlasUri = new(address, UriKind.RelativeOrAbsolute) };

        var refusal = Assert.Throws<AtlasCmkException>(() => AtlasHttp.Build(options, transport));

        Assert.True(refusal.EndsTheCommand);
        Assert.DoesNotContain("hunter2", $"{refusal}{refusal.Target}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("line\r\nX-Injected: 1")]
    [InlineData("quo\"te")]
    [InlineData("schlüssel")]
    public void Refuses_a_public_key_that_cannot_be_one_and_does_not_show_it(string key)
    {
        using var transport = new FakeTransport(_ => throw new InvalidOperationException("Nothing is to be sent."));
        var options = HttpSetup.Options(_time) with { Atlas = new(key, HttpSetup.Secure("x")) };

        var refusal = Assert.Throws<AtlasCmkException>(() => AtlasHttp.Build(options, transport));

        Assert.True(key.Length == 0 || !refusal.ToString().Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_secret_reaches_a_stream_or_an_error()
    {
        const string AzureSecret = "azure~s3cret/\"value";
        var failing = false;
        using var atlas = new AtlasApiSetup(_ => failing ? FakeTransport.Json(400, """{"errorCode":"INVALID_AZURE_CREDENTIALS"}""")
            : FakeTransport.Json(200, """{"azureKeyVault":{"enabled":true,"secret":"azure~s3cret/\"value"}}"""));
        var change = new EncryptionAtRestChange { Enabled = true, ClientSecret = HttpSetup.Secure(AzureSecret) };

        var result = await atlas.Api.UpdateEncryptionAtRestAsync(AtlasApiSetup.ProjectId, change, default);
        failing = true;
        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.UpdateEncryptionAtRestAsync(AtlasApiSetup.ProjectId, change, default));

        Assert.All(atlas.Calls, call => Assert.Contains("s3cret", call.Body, StringComparison.Ordinal));
        Assert.Equal(4, atlas.Log.DebugLines.Count(line => line.Contains(" sent ", StringComparison.Ordinal) || line.Contains(" received ", StringComparison.Ordinal)));
        var seen = $"{string.Join('\n', [.. atlas.Log.VerboseLines, .. atlas.Log.DebugLines])}\n{result}\n{failure}\n{change}\n{HttpSetup.Options(_time)}\n{HttpSetup.Key}";
        foreach (var secret in new[] { "s3cret", "private", "response=", "cnonce", "Authorization" })
        {
            Assert.DoesNotContain(secret, seen, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_wrong_key_is_reported_as_wrong()
    {
        var transport = new DigestServer(_time).Transport();
        var options = HttpSetup.Options(_time) with { Atlas = new(DigestServer.PublicKey, HttpSetup.Secure("mistyped")) };
        using var http = AtlasHttp.Build(options, transport);

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => new AtlasApi(http, options, new KeptLog()).GetProjectAsync("1", default));

        Assert.Equal(("WrongApiKey", 401), (failure.ErrorId, failure.StatusCode));
        Assert.Equal(3, transport.Arrivals.Count);
    }

    [Fact]
    public async Task The_cmdlets_of_a_session_share_its_nonce()
    {
        var transport = new DigestServer(_time).MixingTransport();
        var options = HttpSetup.Options(_time);
        using var http = AtlasHttp.Build(options, transport);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => new AtlasApi(http, options, new KeptLog()).GetEncryptionAtRestAsync("1", default)));

        Assert.Equal(21, transport.Arrivals.Count);
    }
}
