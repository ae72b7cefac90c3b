using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Shell;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>Many worlds in one process.</summary>
public sealed class WorldsServerTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private WorldsServer _server = null!;
    private Uri _worlds = null!;

    public async Task InitializeAsync()
    {
        _server = await WorldsServer.StartAsync(0);
        var line = JsonNode.Parse(_server.Description)!;
        _worlds = new((string)line["worlds"]!);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)line["token"]!);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Each_world_has_separate_ports_tokens_authority_and_history()
    {
        var (one, _) = await MakeAsync("--stage", "enabled");
        var (other, _) = await MakeAsync("--stage", "enabled");

        Assert.All(["port", "httpPort", "caCertificate", "azureAccessToken", "keyVaultAccessToken"], name => Assert.NotEqual(one[name]!.ToJsonString(), other[name]!.ToJsonString()));
        Assert.NotEqual(await File.ReadAllTextAsync((string)one["caCertificate"]!), await File.ReadAllTextAsync((string)other["caCertificate"]!));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await VaultAsync(one, one), await VaultAsync(other, one)));

        await SandboxAsync(one, "world", """{"command":"addKeyVersion","argument":{}}""");
        Assert.Equal((2, 1), (await VersionsAsync(one), await VersionsAsync(other)));
    }

    [Fact]
    public async Task A_world_that_is_ended_stops_and_leaves_the_others_alone()
    {
        var (one, location) = await MakeAsync();
        var (other, _) = await MakeAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await _client.DeleteAsync(new Uri(_worlds, location))).StatusCode);

        await Assert.ThrowsAsync<HttpRequestException>(() => VersionsAsync(one));
        Assert.False(File.Exists((string)one["caCertificate"]!));
        Assert.Equal(1, await VersionsAsync(other));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.DeleteAsync(new Uri(_worlds, location))).StatusCode);
    }

    [Fact]
    public async Task The_end_of_the_server_ends_its_worlds()
    {
        var (world, _) = await MakeAsync();

        await _server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => VersionsAsync(world));
        Assert.False(File.Exists((string)world["caCertificate"]!));
    }

    [Theory]
    [InlineData("""["--stage","tomorrow"]""", "'tomorrow'")]
    [InlineData("""["--speed","0"]""", "'0'")]
    [InlineData("""["--worlds"]""", "--worlds")]
    [InlineData("""[null]""", "is not an option")]
    [InlineData("""{"stage":"active"}""", "JSON")]
    [InlineData("no json", "invalid")]
    public async Task An_invalid_option_of_a_world_is_refused_by_name(string body, string named)
    {
        using var answer = await _client.PostAsync(_worlds, new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_refused_and_creates_no_world()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        using var answer = await _client.PostAsync(_worlds, JsonContent.Create(new[] { "--port", $"{port}" }));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"{port}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.DeleteAsync(new Uri($"{_worlds}/1"))).StatusCode);
    }

    /// <summary>Others on this machine, and pages in a browser, reach the port too; a world may write a file.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    public async Task Without_the_token_no_world_is_made_or_ended(string? authorization)
    {
        var (_, location) = await MakeAsync();
        using var stranger = new HttpClient();
        stranger.DefaultRequestHeaders.Authorization = authorization is null ? null : AuthenticationHeaderValue.Parse(authorization);

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync(_worlds, JsonContent.Create(Array.Empty<string>()))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.DeleteAsync(new Uri(_worlds, location))).StatusCode);
    }

    private async Task<(JsonObject Line, Uri Location)> MakeAsync(params string[] options)
    {
        using var answer = await _client.PostAsync(_worlds, JsonContent.Create(options));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return ((await answer.Content.ReadFromJsonAsync<JsonObject>())!, answer.Headers.Location!);
    }

    /// <summary>What Resource Manager in one world answers to the operator of another.</summary>
    private static async Task<HttpStatusCode> VaultAsync(JsonObject world, JsonObject operatorsWorld)
    {
        using var client = new HttpClient(SandboxHttp.Handler((string)world["caCertificate"]!, (int)world["port"]!));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)operatorsWorld["azureAccessToken"]!);
        var group = $"{SandboxHttp.Arm}/subscriptions/{world["subscriptionId"]}/resourceGroups/{world["resourceGroup"]}";
        return (await client.SendAsync(HttpMethod.Get, $"{group}/providers/Microsoft.KeyVault/vaults/{world["keyVaultName"]}?{SandboxHttp.ArmApi}")).Status;
    }

    private async Task<JsonObject> SandboxAsync(JsonObject world, string what, string? body = null)
    {
        var path = new Uri($"http://127.0.0.1:{world["httpPort"]}/sandbox/{what}");
        using var answer = body is null ? await _client.GetAsync(path) : await _client.PostAsync(path, new StringContent(body));
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task<int> VersionsAsync(JsonObject world) => (await SandboxAsync(world, "world"))["vaults"]![0]!["keys"]![0]!["versions"]!.AsArray().Count;
}
