using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>Checks the bearer token as Resource Manager does, with a code for each fault.</summary>
internal static class ArmAuthentication
{
    private const string Scheme = "Bearer ";

    public static AzureToken Authenticate(HttpContext context, SandboxWorld world, AzureTokens tokens)
    {
        var header = context.Request.Headers.Authorization.ToString();
        try
        {
            return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? Check(tokens.Read(header[Scheme.Length..].Trim()), tokens.ArmAudience, world.Clock.Now)
                : throw Unauthorized("AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
        }
        catch (ArmException refusal)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] =
                $"Bearer authorization_uri=\"https://{world.Cloud.LoginHost}/{world.Tenant.Id}\", error=\"invalid_token\", error_description=\"{refusal.Message}\"";
            throw;
        }
    }

    private static AzureToken Check(AzureToken? token, string audience, DateTimeOffset now)
    {
        if (token is null)
        {
            throw Unauthorized("InvalidAuthenticationToken", "The access token is invalid.");
        }

        if (token.Audience != audience)
        {
            throw Unauthorized("InvalidAuthenticationTokenAudience",
                $"The access token has been obtained for wrong audience or resource '{token.Audience}'. It should exactly match with one of the allowed audiences '{audience}/','{audience}'.");
        }

        return token.Expires > now
            ? token
            : throw Unauthorized("ExpiredAuthenticationToken", $"The access token expiry UTC time '{token.Expires.UtcDateTime:u}' is earlier than current UTC time '{now.UtcDateTime:u}'.");
    }

    private static ArmException Unauthorized(string code, string message) => new(StatusCodes.Status401Unauthorized, code, message);
}
