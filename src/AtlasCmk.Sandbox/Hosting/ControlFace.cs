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
    private const string Root = "/sandbox";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static void Map(IEndpointRouteBuilder routes, SandboxServices services)
    {
        Map("GET", "requests", _ => Requests(services.Requests.Snapshot()));
        Map("DELETE", "requests", _ => Done(services.Requests.Clear));

        Map("GET", "faults", _ => new { pending = services.Faults.Pending });
        Map("POST", "faults", body => Done(() => services.Faults.Add(Read<Fault>(body))));
        Map("DELETE", "faults", _ => Done(services.Faults.Clear));

        Map("GET", "rateLimits", _ => services.World.Do(() => new { buckets = services.World.RateLimits.Buckets.Select(Counted).ToList() }));

        Map("GET", "gate", _ => new { held = services.Gate.Held });
        Map("POST", "gate", body => Done(() => services.Gate.Close(Read<GateRequest>(body).Path)));
        Map("DELETE", "gate", _ => Done(services.Gate.Open));

        Map("GET", "world", _ => WorldState.Of(services.World));
        Map("POST", "world", body =>
        {
            var wanted = Read<WorldRequest>(body);
            return WorldCommands.Execute(services.World, wanted.Command, wanted.Argument ?? JsonSerializer.SerializeToElement(new JsonObject()));
        });

        routes.MapGet($"{Root}/identity", context => context.Response.WriteAsJsonAsync(new
        {
            endpoint = $"{context.Request.Scheme}://{context.Request.Host}{Face.IdentityEndpointPath}",
            header = services.IdentityHeader,
        }));

        // A plain delegate: compiling typed ones takes longer than everything else that makes a world.
        void Map(string method, string path, Func<string, object?> answer) => routes.MapMethods($"{Root}/{path}", [method], async context =>
        {
            try
            {
                using var reader = new StreamReader(context.Request.Body);
                if (answer(await reader.ReadToEndAsync(context.RequestAborted)) is { } value)
                {
                    await context.Response.WriteAsJsonAsync(value, value.GetType(), context.RequestAborted);
                }
            }
            catch (Exception mistake) when (mistake is WorldCommandException or JsonException or RegexParseException)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                await context.Response.WriteAsJsonAsync(new { error = mistake.Message });
            }
        });
    }

    private static object? Done(Action action)
    {
        action();
        return null;
    }

    private static object Requests(IReadOnlyList<LoggedRequest> requests) => new
    {
        total = requests.Count,
        requests = requests.Select(one => new { face = one.Face, method = one.Method, path = one.Path, status = one.Status }),
    };

    private static object Counted((RateLimitSet Set, string Scope, RateLimitCounts Counts) bucket) => new
    {
        set = bucket.Set.Id,
        scope = bucket.Scope,
        taken = bucket.Counts.Taken,
        refused = bucket.Counts.Refused,
        refusedAsAnnounced = bucket.Counts.RefusedAsAnnounced,
    };

    private static T Read<T>(string body) => JsonSerializer.Deserialize<T>(body, s_json) ?? throw new JsonException("The argument cannot be null.");

    private sealed record GateRequest(string Path);

    private sealed record WorldRequest(string Command, JsonElement? Argument);
}
