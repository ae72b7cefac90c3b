using System.Net;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AtlasCmk.Sandbox.Azure.KeyVault;

/// <summary>The checks of the data plane, in order: token, api-version, network, rights.</summary>
internal sealed class KeyVaultAccess(SandboxWorld world, AzureTokens tokens)
{
    private const string Scheme = "Bearer ";

    private static readonly string[] s_versions = ["7.5", "7.6", "7.4", "7.3", "7.2", "7.1", "7.0", "2016-10-01", "2025-07-01"];

    public AzureToken Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        try
        {
            return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
                ? Check(tokens.Read(header[Scheme.Length..].Trim()))
                : throw Unauthorized("AKV10000: Request is missing a Bearer or PoP token.");
        }
        catch (KeyVaultException)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] =
                $"Bearer authorization=\"https://{world.Cloud.LoginHost}/{world.Tenant.Id}\", resource=\"{tokens.VaultAudience}\"";
            throw;
        }
    }

    public static void CheckVersion(string version)
    {
        if (version.Length == 0)
        {
            throw KeyVaultException.BadParameter("api-version must be specified");
        }

        if (!s_versions.Contains(version))
        {
            throw KeyVaultException.BadParameter($"The specified version ({version}) is not recognized. Consider using the latest supported version ({s_versions[0]}).");
        }
    }

    /// <summary>All callers use the public network, because the Sandbox has no private one.</summary>
    public static void CheckNetwork(Vault vault, IPAddress? address)
    {
        if (!vault.IsPublic)
        {
            throw KeyVaultException.Forbidden("ForbiddenByConnection",
                "Public network access is disabled and request is not from a trusted service nor via an approved private link. Connection is not an "
                + "approved private link and caller was ignored because bypass is not set to 'AzureServices' and PublicNetworkAccess is set to 'Disabled'.");
        }

        if (vault.NetworkAcls?.Admits(address ?? IPAddress.None) == false)
        {
            throw KeyVaultException.Forbidden("ForbiddenByFirewall",
                $"Client address is not authorized and caller is not a trusted service. Client address: {address} Vault: {vault.Name};location={vault.Location}");
        }
    }

    public static void CheckRight(Vault vault, AzureToken caller, string permission, string? keyName)
    {
        if (vault.PermitsKeys(caller.ObjectId, permission, keyName))
        {
            return;
        }

        throw vault.EnableRbacAuthorization == true
            ? KeyVaultException.Forbidden("ForbiddenByRbac",
            "Caller is not authorized to perform action on resource. If role assignments, deny assignments or role definitions were changed recently, "
            + $"please observe propagation time. Caller: appid={caller.ClientId};oid={caller.ObjectId} Action: '{KeyPermission.DataAction(permission)}' "
            + $"Resource: '{vault.Id}' Vault: {vault.Name};location={vault.Location}")
            : KeyVaultException.Forbidden("AccessDenied",
            $"The user, group or application 'appid={caller.ClientId};oid={caller.ObjectId};iss=https://sts.windows.net/{caller.TenantId}/' does not "
            + $"have keys {permission} permission on key vault '{vault.Name};location={vault.Location}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287");
    }

    private AzureToken Check(AzureToken? token) => token switch
    {
        null => throw Unauthorized("AKV10001: Error validating token: the token is invalid."),
        { Audience: var audience } when audience != tokens.VaultAudience =>
            throw Unauthorized($"AKV10022: Invalid audience. Expected {tokens.VaultAudience}, found: {audience}."),
        { Expires: var expires } when expires <= world.Clock.Now => throw Unauthorized("AKV10001: [TokenExpired] Error validating token: the token has expired."),
        _ => token,
    };

    private static KeyVaultException Unauthorized(string message) => new(StatusCodes.Status401Unauthorized, "Unauthorized", message);
}
