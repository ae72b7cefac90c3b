namespace AtlasCmk;

/// <summary>The control plane of Azure Key Vault (Azure Resource Manager), as far as the workflows need it.</summary>
internal interface IKeyVaultApi
{
    Task<IReadOnlyList<PrivateEndpointConnection>> ListConnectionsAsync(KeyVaultReference vault, CancellationToken cancellation);

    /// <summary>Null where the vault has no such connection (Azure answers 204 or 404).</summary>
    Task<PrivateEndpointConnection?> GetConnectionAsync(ConnectionId id, CancellationToken cancellation);

    /// <summary>Sets the status and returns once Azure has carried it out; <paramref name="timeout"/> caps an asynchronous operation.</summary>
    Task<PrivateEndpointConnection> SetConnectionStatusAsync(PrivateEndpointConnection connection, string status, string description, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Deletes, and returns once it is gone; a connection that was not there is no failure.</summary>
    Task DeleteConnectionAsync(ConnectionId id, TimeSpan timeout, CancellationToken cancellation);
}
