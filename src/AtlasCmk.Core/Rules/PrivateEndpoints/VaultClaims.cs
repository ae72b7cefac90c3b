namespace AtlasCmk.Rules;

/// <summary>Which endpoints claim connections of a vault, and what could not be read: an owner may hide there.</summary>
/// <param name="Endpoints">The endpoints that Atlas lists for projects of the vault.</param>
/// <param name="Unread">What could not be read, with the reason, in words for a list.</param>
internal sealed record VaultClaims(IReadOnlyList<AkvPrivateEndpoint> Endpoints, IReadOnlyList<string> Unread)
{
    /// <summary>What a project claims in a vault.</summary>
    public static VaultClaims Of(KeyVaultReference vault, EncryptionAtRest project, IReadOnlyList<AkvPrivateEndpoint> endpoints) => project.Uses(vault) switch
    {
        true => new(endpoints, []),
        false => new([], []),
        null => new([], [$"project {project.ProjectId} (Atlas does not name its vault in full)"]),
    };

    /// <summary>The endpoint that claims a connection; null where none does. Azure compares names without regard to case.</summary>
    public AkvPrivateEndpoint? EndpointOf(string connectionName) =>
        Endpoints.FirstOrDefault(e => connectionName.Equals(e.PrivateEndpointConnectionName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The owner of a connection as far as these claims tell.</summary>
    public ConnectionOwner OwnerOf(string connectionName) => EndpointOf(connectionName) is { } endpoint ? new(endpoint, []) : new(null, Unread);

    public VaultClaims And(VaultClaims others) => new([.. Endpoints, .. others.Endpoints], [.. Unread, .. others.Unread]);
}

/// <summary>Whose a vault's connections are. Pure: no request is made here.</summary>
internal static class ConnectionOwners
{
    private static readonly string[] s_decided = [ConnectionStatus.Approved, ConnectionStatus.Rejected, ConnectionStatus.Disconnected];

    /// <summary>The connections that wait for a decision, or are in a status that is not known here, and that belong to none of the endpoints. Azure compares names without regard to case.</summary>
    public static IReadOnlyList<PrivateEndpointConnection> OpenWithoutOwner(IEnumerable<PrivateEndpointConnection> connections, IEnumerable<AkvPrivateEndpoint> endpoints)
    {
        var claimed = endpoints.Select(e => e.PrivateEndpointConnectionName).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. connections.Where(c => !s_decided.Any(c.Is) && !claimed.Contains(c.Name))];
    }
}

/// <summary>Other projects that reach a vault over its public address: they lose it when that is closed.</summary>
/// <param name="ProjectIds">The projects that use the vault, and do not require private networking.</param>
/// <param name="Unread">What could not be read, with the reason, in words for a list.</param>
internal sealed record PublicUsers(IReadOnlyList<string> ProjectIds, IReadOnlyList<string> Unread)
{
    public static PublicUsers None { get; } = new([], []);
}
