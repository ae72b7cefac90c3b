using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>The Sandbox's own control API, at /sandbox on any host and port. Its requests are not logged.</summary>
internal static class ControlFace
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static void Map(IEndpointRouteBuilder routes, SandboxServices services)
    {
        var sandbox = routes.MapGroup("/sandbox");
        sandbox.AddEndpointFilter(async (context, next) =>
        {
            try
            {
                return await next(context);
            }
            catch (Exception mistake) when (mistake is WorldCommandException or JsonException or RegexParseException)
            {
                return Results.Json(new { error = mistake.Message }, statusCode: StatusCodes.Status400BadRequest);
            }
        });

        sandbox.MapGet("requests", () => Requests(services.Requests.Snapshot()));
        sandbox.MapDelete("requests", services.Requests.Clear);

        sandbox.MapGet("faults", () => new { pending = services.Faults.Pending });
        sandbox.MapPost("faults", async (HttpRequest request) => services.Faults.Add(await ReadAsync<Fault>(request)));
        sandbox.MapDelete("faults", services.Faults.Clear);

        sandbox.MapGet("gate", () => new { held = services.Gate.Held });
        sandbox.MapPost("gate", async (HttpRequest request) => services.Gate.Close((await ReadAsync<GateRequest>(request)).Path));
        sandbox.MapDelete("gate", services.Gate.Open);

        sandbox.MapGet("world", () => WorldPicture.Of(services.World));
        sandbox.MapPost("world", async (HttpRequest request) =>
        {
            var wanted = await ReadAsync<WorldRequest>(request);
            return WorldCommands.Execute(services.World, wanted.Command, wanted.Argument ?? JsonSerializer.SerializeToElement(new JsonObject()));
        });

        sandbox.MapGet("identity", (HttpRequest request) => new
        {
            endpoint = $"{request.Scheme}://{request.Host}{Face.IdentityEndpointPath}",
            header = services.IdentityHeader,
        });
    }

    private static object Requests(IReadOnlyList<LoggedRequest> requests) => new
    {
        total = requests.Count,
        requests = requests.Select(one => new { face = one.Face, method = one.Method, path = one.Path, status = one.Status }),
    };

    private static async Task<T> ReadAsync<T>(HttpRequest request) =>
        await JsonSerializer.DeserializeAsync<T>(request.Body, s_json, request.HttpContext.RequestAborted) ?? throw new JsonException("The argument cannot be null.");

    private sealed record GateRequest(string Path);

    private sealed record WorldRequest(string Command, JsonElement? Argument);
}
