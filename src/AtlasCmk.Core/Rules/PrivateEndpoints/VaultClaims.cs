namespace AtlasCmk.Rules;

/// <summary>Which endpoints claim connections of a vault, and what could not be read and may contain an owner.</summary>
/// <param name="Endpoints">The endpoints that Atlas lists for projects of the vault.</param>
/// <param name="Unread">What could not be read, with the reason, as text for a list.</param>
internal sealed record VaultClaims(IReadOnlyList<AkvPrivateEndpoint> Endpoints, IReadOnlyList<string> Unread)
{
    /// <summary>What a project claims in a vault.</summary>
    public static VaultClaims Of(KeyVaultReference vault, EncryptionAtRest project, IReadOnlyList<AkvPrivateEndpoint> endpoints) => project.Uses(vault) switch
    {
        true => new(endpoints, []),
        false => new([], []),
        null => new([], [$"project {project.ProjectId} (Atlas does not name its vault in full)"]),
    };

    /// <summary>The endpoint that claims a connection, or null. Azure ignores the case of names.</summary>
    public AkvPrivateEndpoint? EndpointOf(string connectionName) =>
        Endpoints.FirstOrDefault(e => connectionName.Equals(e.PrivateEndpointConnectionName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The owner of a connection according to these claims.</summary>
    public ConnectionOwner OwnerOf(string connectionName) => EndpointOf(connectionName) is { } endpoint ? new(endpoint, []) : new(null, Unread);

    public VaultClaims And(VaultClaims others) => new([.. Endpoints, .. others.Endpoints], [.. Unread, .. others.Unread]);
}

/// <summary>Finds the owners of a vault's connections. Pure: sends no requests.</summary>
internal static class ConnectionOwners
{
    private static readonly string[] s_decided = [ConnectionStatus.Approved, ConnectionStatus.Rejected, ConnectionStatus.Disconnected];

    /// <summary>The connections that are pending or have an unknown status, and that belong to none of the endpoints. Azure ignores the case of names.</summary>
    public static IReadOnlyList<PrivateEndpointConnection> OpenWithoutOwner(IEnumerable<PrivateEndpointConnection> connections, IEnumerable<AkvPrivateEndpoint> endpoints)
    {
        var claimed = endpoints.Select(e => e.PrivateEndpointConnectionName).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. connections.Where(c => !s_decided.Any(c.Is) && !claimed.Contains(c.Name))];
    }
}

/// <summary>Other projects that use a vault over the public network. They lose access when it is closed.</summary>
/// <param name="ProjectIds">The projects that use the vault without private networking.</param>
/// <param name="Unread">What could not be read, with the reason, as text for a list.</param>
internal sealed record PublicUsers(IReadOnlyList<string> ProjectIds, IReadOnlyList<string> Unread)
{
    public static PublicUsers None { get; } = new([], []);
}
