using System.Collections.Concurrent;
using System.Security;

namespace AtlasCmk.Tests.Fakes;

/// <summary>Microsoft Entra, as far as it says whether a client secret is right.</summary>
internal sealed class FakeEntra(ConcurrentQueue<string> journal) : IEntraApi
{
    public bool Accepts { get; set; } = true;

    public Task CheckClientSecretAsync(AzureCloud cloud, string tenantId, string clientId, SecureString clientSecret, CancellationToken cancellation)
    {
        journal.Enqueue($"sign in {cloud.Name} {tenantId} {clientId}");
        return Accepts ? Task.CompletedTask : Task.FromException(Failures.ClientSecretRefused(clientId, tenantId, "AADSTS7000215"));
    }
}
