using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Azure.Login;

/// <summary>The part of Microsoft Entra that an application with a secret uses, including the discovery endpoints of MSAL.</summary>
internal static class LoginFace
{
    public static void Map(IEndpointRouteBuilder routes, SandboxWorld world, AzureTokens tokens)
    {
        var grant = new ClientCredentialsGrant(world, tokens);
        routes.MapPost("/{tenant}/oauth2/v2.0/token", async (string tenant, HttpRequest request) =>
        {
            try
            {
                var form = request.HasFormContentType ? await request.ReadFormAsync(request.HttpContext.RequestAborted) : FormCollection.Empty;
                return Results.Json(Answer(world.Do(() => grant.Issue(request.Host, tenant, form))));
            }
            catch (LoginError error)
            {
                return Results.Json(error.Body(world.Clock.Now, world.Cloud.LoginHost), statusCode: error.Status);
            }
        });
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", (string tenant, HttpRequest request) => Configuration(tenant, request));
        routes.MapGet("/common/discovery/instance", Clouds);
    }

    private static JsonObject Answer(string token) => new()
    {
        ["token_type"] = "Bearer",
        ["expires_in"] = (int)AzureTokens.Lifetime.TotalSeconds - 1,
        ["ext_expires_in"] = (int)AzureTokens.Lifetime.TotalSeconds - 1,
        ["access_token"] = token,
    };

    private static JsonObject Configuration(string tenant, HttpRequest request)
    {
        var authority = $"{request.Scheme}://{request.Host}/{tenant}";
        return new JsonObject
        {
            ["issuer"] = $"{authority}/v2.0",
            ["authorization_endpoint"] = $"{authority}/oauth2/v2.0/authorize",
            ["token_endpoint"] = $"{authority}/oauth2/v2.0/token",
            ["jwks_uri"] = $"{authority}/discovery/v2.0/keys",
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post"),
            ["grant_types_supported"] = new JsonArray("client_credentials"),
            ["response_types_supported"] = new JsonArray("token"),
            ["subject_types_supported"] = new JsonArray("pairwise"),
        };
    }

    /// <summary>The known authority hosts. MSAL sends no secret to a host that is not listed here.</summary>
    private static JsonObject Clouds(HttpRequest request) => new()
    {
        ["tenant_discovery_endpoint"] = $"{request.Scheme}://{request.Host}/common/v2.0/.well-known/openid-configuration",
        ["api-version"] = "1.1",
        ["metadata"] = new JsonArray([.. CloudEndpoints.Known.Select(cloud => new JsonObject
        {
            ["preferred_network"] = cloud.LoginHost,
            ["preferred_cache"] = cloud.LoginHost,
            ["aliases"] = new JsonArray(cloud.LoginHost),
        })]),
    };
}
