using Azure.Core;
using Azure.Identity;

namespace AtlasCmk.Clients;

/// <summary>Tokens of the Az context of the runspace that the command in hand runs in. Azure.Core keeps them, and asks again before they end.</summary>
internal sealed class AzContextCredential(string? tenantId, AzureCloud cloud) : TokenCredential
{
    private static readonly AsyncLocal<IAzContext?> s_runspace = new();

    /// <summary>The runspace for all that follows in this flow of calls: Azure.Core hands nothing of the request on to a credential.</summary>
    public static IAzContext? Runspace
    {
        set => s_runspace.Value = value;
    }

    public override async ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        // The names, unlike the addresses, mean the context's own cloud.
        var resource = requestContext.Scopes.Contains(cloud.VaultScope) ? "KeyVault" : "Arm";
        var token = s_runspace.Value is { } runspace ? await runspace.GetTokenAsync(resource, tenantId, cancellationToken).ConfigureAwait(false) : null;
        if (token is null)
        {
            throw new CredentialUnavailableException("Az.Accounts is not imported in this runspace, or nobody is signed in to it (Import-Module Az.Accounts; Connect-AzAccount).");
        }

        return token.Environment is null || AzureCloud.FindByAzName(token.Environment) == cloud
            ? new(token.Token.Reveal(), token.Expires)
            : throw AzureSignInErrors.AzContextMoved(token.Environment, cloud);
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Requests to Azure are asynchronous only.");
}
