using System.Security;

namespace AtlasCmk;

/// <summary>Microsoft Entra, as far as it can tell whether an application's client secret is right.</summary>
internal interface IEntraApi
{
    /// <summary>Has the application sign in with its secret, as Atlas will, and forgets the token. Throws <see cref="AzureApiException"/> where Entra refuses.</summary>
    Task CheckClientSecretAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation);
}
