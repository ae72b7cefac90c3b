using Azure.Core;

namespace AtlasCmk.Clients;

/// <summary>Ready-made tokens, one for Resource Manager and one for Key Vault's data plane. Nobody renews them: an expired one is refused before it is sent.</summary>
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
        // Azure's tokens are JWTs; one that is not says nothing about its end, and Azure will.
        var expires = TokenClaims.ExpiryOf(token) ?? DateTimeOffset.MaxValue;
        return expires > options.Time.GetUtcNow()
            ? new(token, expires)
            : throw AzureSignInErrors.AzureTokenExpired(expires, parameter, options.Sandbox);
    }

    private static AtlasCmkException Missing(string parameter) =>
        AzureSignInErrors.AzureSignInIncomplete("The session has no token for this part of Azure.", $"Connect again, with {parameter} as well.");
}
