using System.Globalization;
using System.Security;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>Microsoft Entra, asked in the name of an application that is not the session's own: nothing of it is kept.</summary>
internal sealed class EntraApi(HttpPipelineTransport transport, ConnectionOptions options, IOperationLog log) : IEntraApi
{
    public async Task CheckClientSecretAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation)
    {
        var application = options with
        {
            AzureCloud = cloud,
            Azure = new(AzureAuthentication.ClientSecret) { TenantId = tenantId, ClientId = clientId, ClientSecret = clientSecret },
        };
        try
        {
            var token = await AzureCredentials.Create(application, transport).GetTokenAsync(new TokenRequestContext([cloud.VaultScope]), cancellation).ConfigureAwait(false);
            log.Verbose(string.Create(CultureInfo.InvariantCulture, $"Microsoft Entra accepts application {clientId} of tenant {tenantId} with the new secret (token until {token.ExpiresOn:u}, not kept)."));
        }
        catch (AzureApiException e)
        {
            throw Failures.ClientSecretRefused(clientId, tenantId, e.Message, e);
        }
    }
}
