using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Azure.Graph;

/// <summary>The part of Microsoft Graph that shows an application and its service principal.</summary>
/// <remarks>
/// Sources: "Get application" and "Get servicePrincipal" of Microsoft Graph v1.0 (address by appId, $select, permissions
/// Application.Read.All and above), and the resource type passwordCredential.
/// </remarks>
internal sealed class GraphFace
{
    private const string Scheme = "Bearer ";

    private static readonly string[] s_readers = ["Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"];

    private readonly SandboxWorld _world;
    private readonly AzureTokens _tokens;

    private GraphFace(SandboxWorld world, AzureTokens tokens) => (_world, _tokens) = (world, tokens);

    public static void Map(IEndpointRouteBuilder routes, SandboxWorld world, AzureTokens tokens)
    {
        var face = new GraphFace(world, tokens);
        routes.MapGet("/v1.0/applications(appId='{appId}')", (HttpContext context, string appId) => face.RunAsync(context, "applications", () => face.Application(appId)));
        routes.MapGet("/v1.0/servicePrincipals(appId='{appId}')",
            (HttpContext context, string appId) => face.RunAsync(context, "servicePrincipals", () => face.ServicePrincipal(appId)));
    }

    private JsonObject Application(string appId)
    {
        var application = _world.Tenant.FindApplication(appId);
        return application is { IsRegisteredHere: true }
            ? PasswordCredentials.Show(application, ofServicePrincipal: false)
            : throw GraphException.ResourceNotFound(appId);
    }

    private JsonObject ServicePrincipal(string appId) =>
        PasswordCredentials.Show(_world.Tenant.FindApplication(appId) ?? throw GraphException.ResourceNotFound(appId), ofServicePrincipal: true);

    private async Task RunAsync(HttpContext context, string set, Func<JsonObject> read)
    {
        var (requestId, clientRequestId) = (Guid.NewGuid().ToString(), context.Request.Headers["client-request-id"].ToString());
        clientRequestId = clientRequestId.Length > 0 ? clientRequestId : requestId;
        context.Response.Headers["request-id"] = requestId;
        context.Response.Headers["client-request-id"] = clientRequestId;
        context.Response.Headers["x-ms-ags-diagnostic"] = """{"ServerInfo":{"DataCenter":"Sandbox"}}""";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = "application/json; odata.metadata=minimal; charset=utf-8";
        JsonObject body;
        try
        {
            body = _world.Do(() =>
            {
                Authorize(context);
                return Select(context, set, read());
            });
        }
        catch (GraphException error)
        {
            context.Response.StatusCode = error.Status;
            body = error.Body(_world.Clock.Now, requestId, clientRequestId);
        }

        await context.Response.WriteAsync(body.ToJsonString(RelaxedJson.Options), context.RequestAborted);
    }

    private void Authorize(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw GraphException.InvalidToken("Access token is empty.");
        }

        var token = _tokens.Read(header[Scheme.Length..].Trim()) ?? throw GraphException.InvalidToken("CompactToken parsing failed with error code: 80049217");
        if (token.Audience != _tokens.GraphAudience)
        {
            throw GraphException.InvalidToken("Access token validation failure. Invalid audience.");
        }

        if (token.Expires <= _world.Clock.Now)
        {
            throw GraphException.InvalidToken("Lifetime validation failed, the token is expired.");
        }

        // Permissions are checked before the resource is looked up, so a caller without any learns nothing.
        if (_world.Tenant.FindApplication(token.ClientId)?.GraphPermissions.Any(s_readers.Contains) != true)
        {
            throw GraphException.RequestDenied();
        }
    }

    private JsonObject Select(HttpContext context, string set, JsonObject resource)
    {
        var asked = context.Request.Query["$select"].ToString();
        var wanted = asked.Length == 0 ? null : asked.Split(',');
        if (wanted?.FirstOrDefault(name => !resource.ContainsKey(name)) is { } unknown)
        {
            throw GraphException.BadRequest($"Could not find a property named '{unknown}' on type 'microsoft.graph.{set[..^1]}'.");
        }

        var shown = new JsonObject
        {
            ["@odata.context"] = $"https://{_world.Cloud.GraphHost}/v1.0/$metadata#{set}{(wanted is null ? "" : $"({asked})")}/$entity",
        };
        foreach (var (name, value) in resource.Where(property => wanted?.Contains(property.Key) != false))
        {
            shown[name] = value?.DeepClone();
        }

        return shown;
    }
}
