using Azure.Core;
using Azure.Identity;

namespace AtlasCmk.Clients;

/// <summary>Managed identity at the metadata address of Azure machines. No response means that there is no identity, not a failed sign-in.</summary>
internal sealed class MachineIdentityCredential(ManagedIdentityCredential identity) : TokenCredential
{
    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        try
        {
            return await identity.GetTokenAsync(requestContext, cancellationToken).ConfigureAwait(false);
        }
        catch (AuthenticationFailedException e) when (e is not CredentialUnavailableException && AzureConnectionLoss.Find(e, cancellationToken) is { } loss)
        {
            throw new CredentialUnavailableException($"IDENTITY_ENDPOINT is not set, and 169.254.169.254, the identity address of Azure machines, does not respond: {loss.What}");
        }
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests to Azure are asynchronous only.");
}
