namespace AtlasCmk.Ports;

/// <summary>The operations of Key Vault's control plane (Azure Resource Manager) that workflows use.</summary>
internal interface IKeyVaultApi
{
    Task<IReadOnlyList<PrivateEndpointConnection>> ListConnectionsAsync(KeyVaultReference vault, CancellationToken cancellation);

    /// <summary>Null if the vault does not have the connection (Azure returns 204 or 404).</summary>
    Task<PrivateEndpointConnection?> GetConnectionAsync(ConnectionId id, CancellationToken cancellation);

    /// <summary>Sets the status, waits for completion, and returns the connection with its current status. <paramref name="timeout"/> starts when this change's turn comes.</summary>
    Task<PrivateEndpointConnection> SetConnectionStatusAsync(PrivateEndpointConnection connection, string status, string description, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Deletes a connection, waits until it no longer exists, and returns null. A missing connection is not an error. Returns the connection if it still exists.</summary>
    Task<PrivateEndpointConnection?> DeleteConnectionAsync(ConnectionId id, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Null if the vault does not exist, or this identity cannot read it.</summary>
    Task<KeyVaultSettings?> GetVaultAsync(KeyVaultReference vault, CancellationToken cancellation);

    /// <summary>All versions of a key, from Azure Resource Manager. This works from anywhere, even if the vault's firewall blocks the data plane. Empty if the key does not exist.</summary>
    Task<IReadOnlyList<KeyVersion>> ListKeyVersionsAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation);

    /// <summary>One complete version, with type, size and operations. Null if it does not exist.</summary>
    Task<KeyVersion?> GetKeyVersionAsync(KeyVaultReference vault, string keyName, string version, CancellationToken cancellation);

    /// <summary>Registered, Registering, NotRegistered or Unregistering, in Azure's spelling.</summary>
    Task<string> GetProviderRegistrationAsync(KeyVaultReference vault, string resourceProvider, CancellationToken cancellation);

    /// <summary>The role assignments of an identity at a vault: direct, inherited, through groups, and at single keys. <see cref="RoleAssignment.Covers"/> tells which apply to a key.</summary>
    Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAsync(KeyVaultReference vault, string principalId, CancellationToken cancellation);

    /// <summary>All role assignments at <paramref name="scope"/>, a vault or a key in it, including inherited ones.</summary>
    Task<IReadOnlyList<RoleAssignment>> ListRoleAssignmentsAtAsync(KeyVaultReference vault, string scope, CancellationToken cancellation);

    /// <summary>All roles that can be assigned at a vault, built-in and custom, in one request.</summary>
    Task<IReadOnlyList<RoleDefinition>> ListRoleDefinitionsAsync(KeyVaultReference vault, CancellationToken cancellation);

    Task<RoleDefinition> GetRoleDefinitionAsync(KeyVaultReference vault, string roleDefinitionId, CancellationToken cancellation);

    /// <summary>Adds key permissions to an identity's access policy, without other changes. Existing permissions are ignored.</summary>
    Task AddToAccessPolicyAsync(KeyVaultReference vault, KeyVaultAccessPolicy rights, CancellationToken cancellation);

    /// <summary>Removes key permissions from an identity's access policy, without other changes. Missing permissions are ignored.</summary>
    Task RemoveFromAccessPolicyAsync(KeyVaultReference vault, KeyVaultAccessPolicy rights, CancellationToken cancellation);

    /// <summary>Creates an assignment with its former name. Throws <see cref="AzureApiException"/> with RoleAssignmentExists if the identity already has the role there.</summary>
    Task CreateRoleAssignmentAsync(KeyVaultReference vault, RoleAssignment assignment, CancellationToken cancellation);

    /// <summary>A missing assignment is not an error.</summary>
    Task DeleteRoleAssignmentAsync(KeyVaultReference vault, RoleAssignment assignment, CancellationToken cancellation);
}
