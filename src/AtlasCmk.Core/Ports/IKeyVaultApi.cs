namespace AtlasCmk.Ports;

/// <summary>The control plane of Azure Key Vault (Azure Resource Manager), as far as the workflows need it.</summary>
internal interface IKeyVaultApi
{
    Task<IReadOnlyList<PrivateEndpointConnection>> ListConnectionsAsync(KeyVaultReference vault, CancellationToken cancellation);

    /// <summary>Null where the vault has no such connection (Azure answers 204 or 404).</summary>
    Task<PrivateEndpointConnection?> GetConnectionAsync(ConnectionId id, CancellationToken cancellation);

    /// <summary>Sets the status, waits until Azure has carried it out, and returns the connection as a last look shows it, whatever its status. <paramref name="timeout"/> starts with the turn of this change.</summary>
    Task<PrivateEndpointConnection> SetConnectionStatusAsync(PrivateEndpointConnection connection, string status, string description, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Deletes, waits until it is gone, and returns null; a connection that was not there is no failure. Returns the connection where a last look still shows it.</summary>
    Task<PrivateEndpointConnection?> DeleteConnectionAsync(ConnectionId id, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Null where there is no such vault, or none that this identity may see.</summary>
    Task<KeyVaultSettings?> GetVaultAsync(KeyVaultReference vault, CancellationToken cancellation);

    /// <summary>Every version of a key, over Azure Resource Manager: works from anywhere, even where the vault's own host is locked. Empty where there is no such key.</summary>
    Task<IReadOnlyList<KeyVersion>> ListKeyVersionsAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation);

    /// <summary>One version whole, with type, size and operations; null where it is not there.</summary>
    Task<KeyVersion?> GetKeyVersionAsync(KeyVaultReference vault, string keyName, string version, CancellationToken cancellation);

    /// <summary>Registered, Registering, NotRegistered or Unregistering, as Azure spells it.</summary>
    Task<string> GetProviderRegistrationAsync(KeyVaultReference vault, string resourceProvider, CancellationToken cancellation);

    /// <summary>The roles of an identity at a vault: the vault's own, inherited ones, those through groups, and those of single keys in it. Which of them reach a key is for <see cref="RoleAssignment.Covers"/> to say.</summary>
    Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAsync(KeyVaultReference vault, string principalId, CancellationToken cancellation);

    /// <summary>Everybody's roles at a vault or at a key in it, <paramref name="scope"/>: those that were given there, and inherited ones.</summary>
    Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAtAsync(KeyVaultReference vault, string scope, CancellationToken cancellation);

    /// <summary>Every role that can be given at a vault, built in or of the customer's own: one request, however many of them somebody has.</summary>
    Task<IReadOnlyList<RoleDefinition>> ListRoleDefinitionsAsync(KeyVaultReference vault, CancellationToken cancellation);

    Task<RoleDefinition> GetRoleDefinitionAsync(KeyVaultReference vault, string roleDefinitionId, CancellationToken cancellation);

    /// <summary>Adds key permissions to an identity's access policy, and leaves the rest of it as it is. Those that it has already change nothing.</summary>
    Task AddToAccessPolicyAsync(KeyVaultReference vault, KeyVaultAccessPolicy rights, CancellationToken cancellation);

    /// <summary>Takes key permissions out of an identity's access policy, and leaves the rest of it as it is. Those that it does not have change nothing.</summary>
    Task RemoveFromAccessPolicyAsync(KeyVaultReference vault, KeyVaultAccessPolicy rights, CancellationToken cancellation);

    /// <summary>Makes an assignment under its former name. Throws <see cref="AzureApiException"/> with RoleAssignmentExists where the identity has the role there.</summary>
    Task CreateRoleAssignmentAsync(KeyVaultReference vault, RoleAssignment assignment, CancellationToken cancellation);

    /// <summary>One that was not there is no failure.</summary>
    Task DeleteRoleAssignmentAsync(KeyVaultReference vault, RoleAssignment assignment, CancellationToken cancellation);
}
