using System.Security;

namespace AtlasCmk.Ports;

/// <summary>Microsoft Entra sign-ins, to find an identity and to check a secret. They require no right to read the directory.</summary>
internal interface IEntraApi
{
    /// <summary>Signs in the application with its secret, as Atlas will, and returns its object. The token is not kept. Throws <see cref="AzureApiException"/> if Entra refuses.</summary>
    Task<AzureIdentity> CheckClientSecretAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation);

    /// <summary>Signs the session in to Azure if necessary, and returns its identity.</summary>
    Task<AzureIdentity> IdentifySessionAsync(CancellationToken cancellation);
}
