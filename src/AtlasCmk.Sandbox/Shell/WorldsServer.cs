using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using AtlasCmk.Sandbox.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace AtlasCmk.Sandbox.Shell;

/// <summary>Serves many worlds from one process, for test suites. A world starts in milliseconds, a process takes a second.</summary>
internal sealed class WorldsServer : IAsyncDisposable
{
    private const string Path = "/worlds";

    private readonly ConcurrentDictionary<string, SandboxServer> _worlds = new();
    private readonly string _token = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly IHost _host;
    private int _last;

    private WorldsServer(int port) => _host = LoopbackHost.Build(kestrel => kestrel.Listen(IPAddress.Loopback, port), Map);

    /// <summary>One line of JSON with the address that creates worlds, and the token that requests require, because a world can write files.</summary>
    public string Description => JsonSerializer.Serialize(new { worlds = $"http://127.0.0.1:{LoopbackHost.PortsOf(_host)[Uri.UriSchemeHttp]}{Path}", token = _token });

    /// <param name="port">The port for creating and deleting worlds. 0 takes a free port.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<WorldsServer> StartAsync(int port, CancellationToken cancellationToken = default)
    {
        var server = new WorldsServer(port);
        try
        {
            await server._host.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
        {
            await _host.StopAsync(hurry.Token);
        }

        _host.Dispose();
        foreach (var id in _worlds.Keys)
        {
            await EndAsync(id);
        }
    }

    private void Map(IApplicationBuilder app)
    {
        app.Use(RequireTokenAsync);
        app.UseRouting();
        app.UseEndpoints(routes =>
        {
            routes.MapPost(Path, MakeAsync);
            routes.MapDelete(Path + "/{id}", async context => context.Response.StatusCode = await EndAsync((string)context.Request.RouteValues["id"]!)
                ? StatusCodes.Status204NoContent : StatusCodes.Status404NotFound);
        });
    }

    private Task RequireTokenAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers.Authorization == $"Bearer {_token}")
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private async Task MakeAsync(HttpContext context)
    {
        try
        {
            var options = await JsonSerializer.DeserializeAsync<string[]>(context.Request.Body, cancellationToken: context.RequestAborted) ?? [];
            var world = await SandboxServer.StartAsync(SandboxArguments.ParseWorld(options), cancellationToken: context.RequestAborted);
            var id = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
            _worlds[id] = world;
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = $"{Path}/{id}";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(world.Description.ToJson() + "\n");
        }
        catch (Exception mistake) when (mistake is UsageException or JsonException or IOException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = mistake.Message });
        }
    }

    private async Task<bool> EndAsync(string id)
    {
        if (!_worlds.TryRemove(id, out var world))
        {
            return false;
        }

        await world.DisposeAsync();
        return true;
    }
}
