using System.Collections.Concurrent;
using System.Security;
using AtlasCmk.Ports;

namespace AtlasCmk.Workflows;

/// <summary>Checks each client secret once per command. The result of Microsoft Entra applies to every project.</summary>
/// <remarks>Entra locks an account after several failures, and twenty projects would cause twenty failures.</remarks>
internal sealed class SecretsTriedOnce(IEntraApi entra) : IEntraApi
{
    private readonly ConcurrentDictionary<(string Cloud, string Tenant, string Client, SecureString Secret), Lazy<Task<AzureIdentity>>> _tried = new();

    public Task<AzureIdentity> CheckClientSecretAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation) =>
        _tried.GetOrAdd((cloud.Name, tenantId.ToUpperInvariant(), clientId.ToUpperInvariant(), clientSecret), _ => new(() => entra.CheckClientSecretAsync(cloud, tenantId, clientId, clientSecret, cancellation))).Value;

    public Task<AzureIdentity> IdentifySessionAsync(CancellationToken cancellation) => entra.IdentifySessionAsync(cancellation);
}
