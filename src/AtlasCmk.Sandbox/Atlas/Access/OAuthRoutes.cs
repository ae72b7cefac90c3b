using System.Text;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Tokens for service accounts. Errors have OAuth's shape, where <c>error</c> is a word. A rate limit error has Atlas's shape.</summary>
internal sealed class OAuthRoutes(SandboxWorld world, TokenIssuer tokens)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/oauth/token", TokenAsync);
        routes.MapPost("/api/oauth/revoke", RevokeAsync);
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await FormAsync(http.Request);
        var answer = world.Do(() =>
        {
            var (id, secret) = Basic(http.Request);
            if (tokens.Count($"{http.Connection.RemoteIpAddress}", id) is { } seconds)
            {
                http.Response.Headers.RetryAfter = $"{seconds}";
                return new AtlasApiResponse(429, new ApiErrorException(429, "RATE_LIMITED",
                    $"Resource /api/oauth/token is limited to {TokenIssuer.RequestsAMinute} requests every 1 minutes.", "/api/oauth/token", TokenIssuer.RequestsAMinute, 1).ToJson());
            }

            return Account(id, secret) is not { } account ? Error(401, "invalid_client", "Invalid credentials provided.")
                : form?["grant_type"].ToString() is not { Length: > 0 } grant ? Error(400, "invalid_request", "The parameter grant_type is missing.")
                : grant != "client_credentials" ? Error(400, "unsupported_grant_type", $"Grant type {grant} is not supported.")
                : tokens.Issue(account) is { } token ? AtlasApiResponse.Ok(token)
                : Error(403, "access_denied", "The service account has reached its limit of active tokens.");
        });
        await WriteAsync(http, answer);
    }

    private async Task RevokeAsync(HttpContext http)
    {
        var form = await FormAsync(http.Request);
        var answer = world.Do(() =>
        {
            var (id, secret) = Basic(http.Request);
            if (Account(id, secret) is not { } account)
            {
                return Error(401, "invalid_client", "Invalid credentials provided.");
            }

            if (form?["token"].ToString() is not { Length: > 0 } token)
            {
                return Error(400, "invalid_request", "The parameter token is missing.");
            }

            tokens.Revoke(account, token);
            return new AtlasApiResponse(StatusCodes.Status200OK, null);
        });

        // Revocation reports the error in a header too.
        if (answer.Body is { } error)
        {
            http.Response.Headers.WWWAuthenticate = $"Basic error=\"{error["error"]}\", error_description=\"{error["error_description"]}\"";
        }

        await WriteAsync(http, answer);
    }

    private static async Task<IFormCollection?> FormAsync(HttpRequest request) =>
        request.HasFormContentType ? await request.ReadFormAsync() : null;

    private ApiCredential? Account(string id, string secret) =>
        world.FindCredential(id) is { IsServiceAccount: true } account && account.Secret == secret ? account : null;

    /// <summary>RFC 6749 requires clients to percent-encode both parts. Not all do.</summary>
    private static (string Id, string Secret) Basic(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return ("", "");
        }

        Span<byte> bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length))
        {
            return ("", "");
        }

        var pair = Encoding.UTF8.GetString(bytes[..length]).Split(':', 2);
        return (Uri.UnescapeDataString(pair[0]), pair.Length == 2 ? Uri.UnescapeDataString(pair[1]) : "");
    }

    private static AtlasApiResponse Error(int status, string error, string description) =>
        new(status, new JsonObject { ["error_description"] = description, ["error"] = error });

    private static async Task WriteAsync(HttpContext http, AtlasApiResponse answer)
    {
        http.Response.StatusCode = answer.Status;
        if (answer.Body is { } body)
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted);
        }
    }
}
