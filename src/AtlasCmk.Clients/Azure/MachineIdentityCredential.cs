using Azure.Core;
using Azure.Identity;

namespace AtlasCmk.Clients;

/// <summary>The managed identity at the address that every machine in Azure has one at: without an answer there is none, and no sign-in has failed.</summary>
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
            throw new CredentialUnavailableException($"IDENTITY_ENDPOINT is not set, and 169.254.169.254, where a machine in Azure has its identity, does not answer: {loss.What}");
        }
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests to Azure are asynchronous only.");
}
