using System.Globalization;
using System.Security;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>Requests tokens from Microsoft Entra only to read their claims. The tokens are not sent anywhere.</summary>
internal sealed class EntraApi(HttpPipelineTransport transport, Func<TokenCredential> session, ClientSecretChecks checks, ConnectionOptions options, IOperationLog log) : IEntraApi
{
    public Task<AzureIdentity> CheckClientSecretAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation) =>
        checks.OnceAsync(log, AzureCredentials.Fingerprint(cloud, tenantId, clientId, clientSecret), () => CheckAsync(cloud, tenantId, clientId, clientSecret, cancellation));

    public async Task<AzureIdentity> IdentifySessionAsync(CancellationToken cancellation)
    {
        // The same options as in the pipeline. Tokens without continuous access evaluation are cached separately, which would cause a second sign-in.
        var wanted = new TokenRequestContext([options.AzureCloud.ResourceManagerScope], isCaeEnabled: true);
        return WhoIs(await session().GetTokenAsync(wanted, cancellation).ConfigureAwait(false));
    }

    private async Task<AzureIdentity> CheckAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation)
    {
        var application = options with
        {
            AzureCloud = cloud,
            Azure = new(AzureAuthentication.ClientSecret) { TenantId = tenantId, ClientId = clientId, ClientSecret = clientSecret },
        };
        try
        {
            var token = await AzureCredentials.Create(application, transport).GetTokenAsync(new TokenRequestContext([cloud.VaultScope]), cancellation).ConfigureAwait(false);
            log.Verbose(string.Create(
                CultureInfo.InvariantCulture, $"Microsoft Entra accepts application {clientId} of tenant {tenantId} with the new secret (token until {token.ExpiresOn:u}, not kept)."));
            return WhoIs(token);
        }
        catch (AzureApiException e) when (e is { Kind: FailureKind.Authentication, SignInAnswer: not null })
        {
            throw AzureSignInFailures.ClientSecretRefused(clientId, tenantId, new(e.ErrorCode, e.SignInAnswer, e.StatusCode));
        }
    }

    private static AzureIdentity WhoIs(AccessToken token)
    {
        var claims = TokenClaims.Read(token.Token);
        return claims?["oid"]?.ToString() is { Length: > 0 } objectId
            ? new(objectId, (claims["appid"] ?? claims["azp"])?.ToString())
            : throw AzureSignInErrors.AzureSignInFailed("the token that was issued does not name its identity.");
    }
}
