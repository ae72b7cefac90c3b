using System.Globalization;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Azure.Login;

/// <summary>Managed identity: the endpoint of a runbook (2019-08-01) and the metadata service of a virtual machine.</summary>
/// <remarks>The system-assigned identity is the operator. <c>client_id</c> selects another application as a user-assigned identity.</remarks>
internal static class ManagedIdentityFace
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(24);

    public static void Map(IEndpointRouteBuilder routes, SandboxWorld world, AzureTokens tokens, string identityHeader)
    {
        // Both require a header that a forged link cannot contain.
        routes.MapGet(Face.IdentityEndpointPath, (HttpRequest request) => request.Headers["X-IDENTITY-HEADER"] == identityHeader
            ? Issue(request, world, tokens)
            : Refused(StatusCodes.Status401Unauthorized, "unauthorized_client", "The X-IDENTITY-HEADER is missing or wrong."));
        routes.MapGet("/metadata/identity/oauth2/token", (HttpRequest request) =>
            string.Equals(request.Headers["Metadata"], "true", StringComparison.OrdinalIgnoreCase)
                ? Issue(request, world, tokens)
                : Refused(StatusCodes.Status400BadRequest, "invalid_request", "Required metadata header not specified"));
    }

    private static IResult Issue(HttpRequest request, SandboxWorld world, AzureTokens tokens)
    {
        var resource = request.Query["resource"].ToString();
        if (!request.Query.ContainsKey("api-version"))
        {
            return Refused(StatusCodes.Status400BadRequest, "invalid_request", "Required query variable 'api-version' is missing");
        }

        if (!tokens.TryFindAudience(resource, out var audience))
        {
            return Refused(StatusCodes.Status400BadRequest, "invalid_resource", $"AADSTS500011: The resource principal named {resource} was not found in the tenant.");
        }

        var clientId = request.Query["client_id"].ToString();
        var identity = clientId.Length == 0 ? world.Tenant.OperatorApplication : world.Do(() => world.Tenant.FindApplication(clientId));
        return identity is null
            ? Refused(StatusCodes.Status400BadRequest, "invalid_request", "Identity not found")
            : Results.Json(Answer(identity, resource, tokens.Issue(identity, audience, s_lifetime), world.Clock.MachineNow + s_lifetime));
    }

    private static JsonObject Answer(AzureApplication identity, string resource, string token, DateTimeOffset expires) => new()
    {
        ["access_token"] = token,
        ["client_id"] = identity.ClientId,
        ["expires_on"] = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        ["resource"] = resource,
        ["token_type"] = "Bearer",
    };

    private static IResult Refused(int status, string error, string description) =>
        Results.Json(new { error, error_description = description }, statusCode: status);
}
