using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>A Sandbox that is called without the module, with requests from the descriptions, and a record of the traffic.</summary>
internal sealed class SandboxWire : IAsyncDisposable
{
    private const string V2023 = "application/vnd.atlas.2023-01-01+json";

    private static readonly AsyncLocal<List<Exchange>?> s_kept = new();

    private readonly HttpClient _client;
    private string? _atlasToken;

    private SandboxWire(SandboxServer server, FakeTimeProvider clock)
    {
        (Server, Clock) = (server, clock);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.ImportFromPemFile(server.Description.CaCertificate);
        _client = new(new SocketsHttpHandler { UseProxy = false, SslOptions = { CertificateChainPolicy = trust } }) { BaseAddress = new Uri(server.Description.Address) };
    }

    public SandboxServer Server { get; }

    /// <summary>Moves only when a test moves it.</summary>
    public FakeTimeProvider Clock { get; }

    public SandboxDescription World => Server.Description;

    public string Project => $"/api/atlas/v2/groups/{World.ProjectId}";

    public string Encryption => $"{Project}/encryptionAtRest";

    public string Endpoints => $"{Encryption}/AZURE/privateEndpoints";

    public string Subscription => $"/subscriptions/{World.SubscriptionId}";

    public string Vault => $"{Subscription}/resourceGroups/{World.ResourceGroup}/providers/Microsoft.KeyVault/vaults/{World.KeyVaultName}";

    /// <summary>The traffic of these tests.</summary>
    public static async Task<IReadOnlyList<Exchange>> ExchangesOfAsync(params IEnumerable<Func<Task>> tests)
    {
        s_kept.Value = [];
        foreach (var test in tests)
        {
            await test();
        }

        return s_kept.Value;
    }

    public static async Task<SandboxWire> StartAsync(string stage = "fresh", SandboxOptions? options = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        return new(await SandboxServer.StartAsync((options ?? new SandboxOptions()) with { Stage = stage, KeepExchanges = true }, clock), clock);
    }

    public JsonObject Command(string name, object? argument = null) =>
        WorldCommands.Execute(Server.World, name, JsonElement.Parse(Json(argument ?? new { })));

    /// <summary>To Atlas, as its service account or by <paramref name="token"/>.</summary>
    public async Task<JsonObject?> AtlasAsync(string method, string path, object? body = null, string accept = V2023, int expected = 200, string? token = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Authorization = new("Bearer", token ?? await AtlasTokenAsync());
        request.Headers.Accept.ParseAdd(accept);
        request.Content = body is null ? null : new StringContent(Json(body), MediaTypeHeaderValue.Parse(accept));
        return await SendAsync(request, expected);
    }

    /// <summary>To Resource Manager or the vault, as the operator or by <paramref name="token"/>.</summary>
    public async Task<JsonObject?> AzureAsync(string method, string path, object? body = null, int expected = 200, string? token = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Authorization = new("Bearer", token ?? (path.StartsWith("/keys", StringComparison.Ordinal) ? World.KeyVaultAccessToken : World.AzureAccessToken));
        request.Content = body is null ? null : new StringContent(Json(body), Encoding.UTF8, "application/json");
        return await SendAsync(request, expected);
    }

    /// <summary>To the two endpoints of Atlas that speak OAuth.</summary>
    public async Task<JsonObject?> FormAsync(string path, string form, int expected = 200, string? secret = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{World.ClientId}:{secret ?? World.ClientSecret}")));
        request.Headers.Accept.ParseAdd("application/json");
        request.Content = new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        return await SendAsync(request, expected);
    }

    /// <summary>The service account's, made once.</summary>
    public async Task<string> AtlasTokenAsync() => _atlasToken ??= await TokenAsync();

    public async Task<string> TokenAsync() =>
        (await FormAsync("/api/oauth/token", "grant_type=client_credentials"))!["access_token"]!.GetValue<string>();

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request);

    public async Task<JsonObject?> SendAsync(HttpRequestMessage request, int expected)
    {
        using var response = await SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == (int)response.StatusCode, $"{request.Method} {request.RequestUri}: {(int)response.StatusCode} instead of {expected}: {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Every answer, and every request that was granted: what the Sandbox accepts, the description allows.</summary>
    public void AssertDescribed()
    {
        Violation.AssertNone(Published.CheckAnswers(Server.Exchanges));
        Violation.AssertNone(Published.CheckRequests(Server.Exchanges.Where(e => e.Status < 300)));
    }

    private static string Json(object body) => body as string ?? JsonSerializer.Serialize(body);

    public async ValueTask DisposeAsync()
    {
        s_kept.Value?.AddRange(Server.Exchanges);
        _client.Dispose();
        await Server.DisposeAsync();
    }
}
