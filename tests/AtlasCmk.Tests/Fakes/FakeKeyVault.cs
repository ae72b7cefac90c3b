using System.Collections.Concurrent;

namespace AtlasCmk.Tests.Fakes;

/// <summary>Azure's control plane, as far as one vault's connections go.</summary>
internal sealed class FakeKeyVault(TimeProvider time, ConcurrentQueue<string> journal) : IKeyVaultApi
{
    public Timeline<IReadOnlyList<PrivateEndpointConnection>> Connections { get; } = new(time, []);

    public List<string> Descriptions { get; } = [];

    public Task<IReadOnlyList<PrivateEndpointConnection>> ListConnectionsAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        journal.Enqueue($"GET {vault.Name}");
        return Task.FromResult<IReadOnlyList<PrivateEndpointConnection>>([.. Connections.Now.Where(c => c.Id.Vault.IsSameVault(vault))]);
    }

    public Task<PrivateEndpointConnection?> GetConnectionAsync(ConnectionId id, CancellationToken cancellation)
    {
        journal.Enqueue($"GET {id.Vault.Name}/{id.Name}");
        return Task.FromResult(Connections.Now.FirstOrDefault(c => c.Id.IsSameConnection(id)));
    }

    public Task<PrivateEndpointConnection> SetConnectionStatusAsync(PrivateEndpointConnection connection, string status, string description, TimeSpan timeout, CancellationToken cancellation)
    {
        journal.Enqueue($"PUT {connection.KeyVaultName}/{connection.Name} {status}");
        Descriptions.Add(description);
        return Task.FromResult(new PrivateEndpointConnection(connection.Id, status) { Description = description, ProvisioningState = "Succeeded" });
    }

    public Task DeleteConnectionAsync(ConnectionId id, TimeSpan timeout, CancellationToken cancellation)
    {
        journal.Enqueue($"DELETE {id.Vault.Name}/{id.Name}");
        return Task.CompletedTask;
    }
}
