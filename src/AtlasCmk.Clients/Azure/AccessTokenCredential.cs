using Azure.Core;

namespace AtlasCmk.Clients;

/// <summary>Tokens that the user supplied, one for Resource Manager and one for Key Vault's data plane. They are not renewed. An expired token is not sent.</summary>
internal sealed class AccessTokenCredential(ConnectionOptions options) : TokenCredential
{
    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var (secret, parameter) = requestContext.Scopes.Contains(options.AzureCloud.VaultScope)
            ? (options.Azure.KeyVaultAccessToken, "-KeyVaultAccessToken")
            : (options.Azure.AccessToken, "-AzureAccessToken");
        var token = (secret ?? throw Missing(parameter)).Reveal();
        // Azure's tokens are JWTs. For any other token the expiry is unknown, so Azure decides.
        var expires = TokenClaims.ExpiryOf(token) ?? DateTimeOffset.MaxValue;
        return expires > options.Time.GetUtcNow()
            ? new(token, expires)
            : throw AzureSignInErrors.AzureTokenExpired(expires, parameter, options.Sandbox);
    }

    private static AtlasCmkException Missing(string parameter) =>
        AzureSignInErrors.AzureSignInIncomplete("The session has no token for this part of Azure.", $"Connect again, with {parameter} as well.");
}
