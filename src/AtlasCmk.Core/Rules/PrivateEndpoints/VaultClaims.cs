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
    public AkvPrivateEndpoint? OwnerOf(string connectionName) =>
        Endpoints.FirstOrDefault(e => connectionName.Equals(e.PrivateEndpointConnectionName, StringComparison.OrdinalIgnoreCase));

    public VaultClaims And(VaultClaims others) => new([.. Endpoints, .. others.Endpoints], [.. Unread, .. others.Unread]);
}
