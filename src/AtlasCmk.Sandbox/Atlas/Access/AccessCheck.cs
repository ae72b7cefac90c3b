using System.Net;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Authenticates a caller, and checks the API access list for the caller's address.</summary>
internal sealed class AccessCheck(SandboxWorld world, TokenIssuer tokens)
{
    private const string Realm = "MMS Public API";

    private readonly Nonces _nonces = new(world);

    public ApiCredential Admit(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var credential = header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase) ? ByDigest(http, DigestCredentials.Parse(header["Digest ".Length..]))
            : header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? ByToken(header["Bearer ".Length..].Trim())
            : throw new UnauthorizedException(Challenge(stale: false), NotRecognised());
        CheckAddress(credential, http.Connection.RemoteIpAddress ?? IPAddress.Loopback);
        return credential;
    }

    private ApiCredential ByDigest(HttpContext http, DigestCredentials digest)
    {
        // The raw target: the client hashed the path before routing decoded it.
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var use = digest.Count is { } count ? _nonces.Use(digest.Nonce, count) : NonceUse.Replayed;
        return use == NonceUse.Fresh
            && world.FindCredential(digest.UserName) is { IsServiceAccount: false } credential
            && digest.Prove(credential.Secret, Realm, world.Options.DigestAlgorithm, http.Request.Method, target)
            ? credential
            : throw new UnauthorizedException(Challenge(use == NonceUse.Stale), NotRecognised());
    }

    private ApiCredential ByToken(string token) => tokens.Find(token)
        ?? throw new UnauthorizedException("Bearer error=\"invalid_token\", error_description=\"The access token is expired, revoked or unknown.\"", NotRecognised());

    private string Challenge(bool stale) =>
        $"Digest realm=\"{Realm}\", domain=\"\", nonce=\"{_nonces.Issue()}\", algorithm={world.Options.DigestAlgorithm}, qop=\"auth\", stale={(stale ? "true" : "false")}";

    /// <summary>As recorded from the real service: missing and wrong credentials both get the general code, without parameters.</summary>
    private ApiErrorException NotRecognised() =>
        new(401, "UNEXPECTED_ERROR", "You are not authorized for this resource.") { HasParameters = false, HasCode = !world.Options.UnauthorizedHasNoCode };

    private void CheckAddress(ApiCredential credential, IPAddress address)
    {
        if (credential.AccessList is null && world.Organization.RequiresAccessList)
        {
            throw new ApiErrorException(403, "ORG_REQUIRES_ACCESS_LIST", "This organization requires access through an access list of ip ranges.", ClientAddress.Format(address));
        }

        if (credential.AccessList is { Count: 0 })
        {
            throw new ApiErrorException(403, "RESOURCE_REQUIRES_ACCESS_LIST", "This resource requires access through an access list of ip ranges.", ClientAddress.Format(address));
        }

        if (credential.AccessList?.Exists(rule => AddressRange.Covers(rule, address)) == false)
        {
            throw new ApiErrorException(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", $"IP address {ClientAddress.Format(address)} is not allowed to access this resource.", ClientAddress.Format(address));
        }
    }
}

/// <summary>The caller was not authenticated. The response contains a challenge.</summary>
internal sealed class UnauthorizedException(string challenge, ApiErrorException error) : Exception(error.Message)
{
    public string Challenge { get; } = challenge;

    public ApiErrorException Error { get; } = error;
}
