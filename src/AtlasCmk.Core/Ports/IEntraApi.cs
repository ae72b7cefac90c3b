using System.Security;

namespace AtlasCmk.Ports;

/// <summary>Microsoft Entra, as far as a sign-in shows who somebody is, and whether his secret is right. That takes no right to read the directory.</summary>
internal interface IEntraApi
{
    /// <summary>Has the application sign in with its secret, as Atlas will, says which object it is, and forgets the token. Throws <see cref="AzureApiException"/> where Entra refuses.</summary>
    Task<AzureIdentity> CheckClientSecretAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation);

    /// <summary>Signs the session itself in to Azure, if it is not yet, and says as whom.</summary>
    Task<AzureIdentity> IdentifySessionAsync(CancellationToken cancellation);
}
