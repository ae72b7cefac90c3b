using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class DigestTests
{
    private const string Realm = "MMS Public API";

    [Fact]
    public async Task The_challenge_and_its_body_are_those_that_Atlas_sends()
    {
        await using var host = await AtlasHost.StartAsync();
        using var response = await host.Anonymous().GetAsync(host.ProjectPath);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Matches("^Digest realm=\"MMS Public API\", domain=\"\", nonce=\"[A-Za-z0-9+/]{32}\", algorithm=MD5, qop=\"auth\", stale=false$", ChallengeOf(response));
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        body.Remove("sandboxUnknownField");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"error":401,"reason":"Unauthorized","detail":"You are not authorized for this resource.","errorCode":"UNEXPECTED_ERROR"}"""), body));
    }

    [Fact]
    public async Task In_2023_the_body_had_no_code()
    {
        await using var host = await AtlasHost.StartAsync(options: new SandboxOptions { UnauthorizedHasNoCode = true });
        using var response = await host.Anonymous().GetAsync(host.ProjectPath);
        Assert.False(JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject().ContainsKey("errorCode"));
    }

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA-256")]
    public async Task Another_implementation_of_digest_gets_in(string algorithm)
    {
        await using var host = await AtlasHost.StartAsync(options: new SandboxOptions { DigestAlgorithm = algorithm });
        var project = await host.GetAsync($"{host.ProjectPath}?pretty=true");

        Assert.Equal(host.World.Project.Id, project["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_key_look_alike()
    {
        await using var host = await AtlasHost.StartAsync();
        await host.RefusedAsync(401, "UNEXPECTED_ERROR", HttpMethod.Get, host.ProjectPath, client: host.Client(privateKey: "wrong"));
        await host.RefusedAsync(401, "UNEXPECTED_ERROR", HttpMethod.Get, host.ProjectPath, client: host.Client(publicKey: "nobodyxx"));
    }

    [Fact]
    public async Task A_nonce_accepts_many_requests_in_any_order_but_no_count_twice()
    {
        await using var host = await AtlasHost.StartAsync();
        var nonce = await NonceAsync(host);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, nonce, 2)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, nonce, 1)).StatusCode);
        var replayed = await SendAsync(host, nonce, 2);
        Assert.Equal(HttpStatusCode.Unauthorized, replayed.StatusCode);
        Assert.Contains("stale=false", ChallengeOf(replayed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nonce_is_stale_after_a_minute_after_1024_uses_and_on_command()
    {
        await using var host = await AtlasHost.StartAsync();
        var nonce = await NonceAsync(host);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, nonce, 1024)).StatusCode);
        Assert.Contains("stale=true", ChallengeOf(await SendAsync(host, nonce, 1025)), StringComparison.Ordinal);

        host.World.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, nonce, 1)).StatusCode);
        host.World.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("stale=true", ChallengeOf(await SendAsync(host, nonce, 2)), StringComparison.Ordinal);

        nonce = await NonceAsync(host);
        host.World.Command("expireNonces");
        Assert.Contains("stale=true", ChallengeOf(await SendAsync(host, nonce, 1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("realm=\"MMS Public API\"", "realm=\"other\"")]
    [InlineData("uri=\"/api", "uri=\"/other")]
    [InlineData("qop=auth", "qop=auth-int")]
    [InlineData("nc=00000001", "nc=1")]
    [InlineData("nc=00000001", "nc=+0000001")]
    [InlineData("cnonce=\"abc\"", "cnonce=\"abd\"")]
    public async Task Every_part_of_the_answer_is_verified(string right, string wrong)
    {
        await using var host = await AtlasHost.StartAsync();
        var response = await SendAsync(host, await NonceAsync(host), 1, header => header.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public async Task A_count_that_counts_nothing_is_refused_with_the_right_answer_too(int count)
    {
        await using var host = await AtlasHost.StartAsync();
        var nonce = await NonceAsync(host);

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(host, nonce, count)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, nonce, 1)).StatusCode);
    }

    [Fact]
    public async Task An_answer_holds_for_its_own_method_alone()
    {
        await using var host = await AtlasHost.StartAsync();
        var response = await SendAsync(host, await NonceAsync(host), 1, method: HttpMethod.Delete);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static string ChallengeOf(HttpResponseMessage response) => response.Headers.GetValues("WWW-Authenticate").Single();

    private static async Task<string> NonceAsync(AtlasHost host)
    {
        using var response = await host.Anonymous().GetAsync(host.ProjectPath);
        return Regex.Match(ChallengeOf(response), "nonce=\"([^\"]+)\"").Groups[1].Value;
    }

    private static async Task<HttpResponseMessage> SendAsync(AtlasHost host, string nonce, int count, Func<string, string>? change = null, HttpMethod? method = null)
    {
        var key = host.World.World.Credentials[0];
        var nc = count.ToString("x8", CultureInfo.InvariantCulture);
        var response = Md5($"{Md5($"{key.Id}:{Realm}:{key.Secret}")}:{nonce}:{nc}:abc:auth:{Md5($"GET:{host.ProjectPath}")}");
        var header = $"Digest username=\"{key.Id}\", realm=\"{Realm}\", nonce=\"{nonce}\", uri=\"{host.ProjectPath}\", qop=auth, nc={nc}, cnonce=\"abc\", response=\"{response}\", algorithm=MD5";
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, host.ProjectPath);
        request.Headers.TryAddWithoutValidation("Accept", AtlasHost.Oldest);
        request.Headers.TryAddWithoutValidation("Authorization", change?.Invoke(header) ?? header);
        return await host.Anonymous().SendAsync(request);
    }

    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
