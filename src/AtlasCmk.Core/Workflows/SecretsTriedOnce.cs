using System.Collections.Concurrent;
using System.Security;
using AtlasCmk.Ports;

namespace AtlasCmk.Workflows;

/// <summary>Each client secret signs in once for a whole command: what Microsoft Entra says of it holds for every project.</summary>
/// <remarks>Entra locks an account out after some refusals, and twenty projects would be twenty of them.</remarks>
internal sealed class SecretsTriedOnce(IEntraApi entra) : IEntraApi
{
    private readonly ConcurrentDictionary<(string Cloud, string Tenant, string Client, SecureString Secret), Lazy<Task<AzureIdentity>>> _tried = new();

    public Task<AzureIdentity> CheckClientSecretAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation) =>
        _tried.GetOrAdd((cloud.Name, tenantId.ToUpperInvariant(), clientId.ToUpperInvariant(), clientSecret), _ => new(() => entra.CheckClientSecretAsync(cloud, tenantId, clientId, clientSecret, cancellation))).Value;

    public Task<AzureIdentity> IdentifySessionAsync(CancellationToken cancellation) => entra.IdentifySessionAsync(cancellation);
}
