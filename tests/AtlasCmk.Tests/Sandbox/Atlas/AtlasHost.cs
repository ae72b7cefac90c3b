using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Atlas;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>The Atlas face alone, on loopback, spoken to with .NET's own digest: a second opinion on ours.</summary>
internal sealed class AtlasHost : IAsyncDisposable
{
    public const string Oldest = "application/vnd.atlas.2023-01-01+json";
    public const string Current = "application/vnd.atlas.2025-03-12+json";

    private readonly WebApplication _application;

    private AtlasHost(TestWorld world, WebApplication application)
    {
        World = world;
        _application = application;
        Address = new Uri(application.Urls.Single());
    }

    public TestWorld World { get; }

    public Uri Address { get; }

    public string ProjectPath => $"/api/atlas/v2/groups/{World.Project.Id}";

    public string EncryptionPath => $"{ProjectPath}/encryptionAtRest";

    public string EndpointsPath => $"{EncryptionPath}/AZURE/privateEndpoints";

    public static async Task<AtlasHost> StartAsync(string stage = "fresh", SandboxOptions? options = null)
    {
        var world = new TestWorld(options, stage);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var application = builder.Build();
        AtlasFace.Map(application, world.World);
        await application.StartAsync();
        return new AtlasHost(world, application);
    }

    /// <summary>A client with the owner's key, or with another one.</summary>
    public HttpClient Client(string? publicKey = null, string? privateKey = null)
    {
        var owner = World.World.Credentials[0];
        var handler = new SocketsHttpHandler { Credentials = new NetworkCredential(publicKey ?? owner.Id, privateKey ?? owner.Secret) };
        return new HttpClient(handler) { BaseAddress = Address };
    }

    public HttpClient ClientWith(params string[] roles)
    {
        var key = World.Command("addApiKey", new { roles });
        return Client(key["publicKey"]!.GetValue<string>(), key["privateKey"]!.GetValue<string>());
    }

    public HttpClient Anonymous() => new() { BaseAddress = Address };

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string accept = Current, HttpClient? client = null)
    {
        using var own = client is null ? Client() : null;
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        return await (client ?? own!).SendAsync(request);
    }

    public async Task<JsonObject> GetAsync(string path, string accept = Current) =>
        await ReadAsync(await SendAsync(HttpMethod.Get, path, accept: accept), HttpStatusCode.OK);

    public async Task<JsonObject> PatchAsync(string path, object body) =>
        await ReadAsync(await SendAsync(HttpMethod.Patch, path, body), HttpStatusCode.OK);

    /// <summary>Expects a refusal with this status and code, in the shape that all refusals have.</summary>
    public async Task<JsonObject> RefusedAsync(int status, string code, HttpMethod method, string path, object? body = null, HttpClient? client = null, string accept = Current)
    {
        using var response = await SendAsync(method, path, body, accept, client);
        var error = await ReadAsync(response, (HttpStatusCode)status);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Equal((status, code), (error["error"]!.GetValue<int>(), error["errorCode"]!.GetValue<string>()));
        Assert.False(string.IsNullOrWhiteSpace(error["detail"]!.GetValue<string>()));
        return error;
    }

    public static async Task<JsonObject> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
