using Azure.Core;
using Azure.Identity;

namespace AtlasCmk.Clients;

/// <summary>Tokens of the Az context in the current command's runspace. Azure.Core caches and renews them.</summary>
internal sealed class AzContextCredential(string? tenantId, AzureCloud cloud) : TokenCredential
{
    private static readonly AsyncLocal<IAzContext?> s_runspace = new();

    /// <summary>The runspace for this async flow, because Azure.Core does not pass the request to the credential.</summary>
    public static IAzContext? Runspace
    {
        set => s_runspace.Value = value;
    }

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        // Unlike the addresses, these names refer to the context's cloud.
        var resource = requestContext.Scopes.Contains(cloud.VaultScope) ? "KeyVault" : requestContext.Scopes.Contains(cloud.GraphScope) ? "MSGraph" : "Arm";
        var token = s_runspace.Value is { } runspace ? await runspace.GetTokenAsync(resource, tenantId, cancellationToken).ConfigureAwait(false) : null;
        if (token is null)
        {
            throw new CredentialUnavailableException("Az.Accounts is not imported in this runspace, or you are not signed in to it (Import-Module Az.Accounts; Connect-AzAccount).");
        }

        return token.Environment is null || AzureCloud.FindByAzName(token.Environment) == cloud
            ? new(token.Token.Reveal(), token.Expires)
            : throw AzureSignInErrors.AzContextMoved(token.Environment, cloud);
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests to Azure are asynchronous only.");
}
