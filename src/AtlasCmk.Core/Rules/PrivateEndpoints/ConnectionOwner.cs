namespace AtlasCmk.Rules;

/// <summary>Who owns a connection: the endpoint that Atlas lists with it, none of the projects that were read, or not known.</summary>
/// <param name="Endpoint">The endpoint; null where no project that was read claims the connection.</param>
/// <param name="Unread">What could not be read, where no endpoint was found: the owner may be there.</param>
internal sealed record ConnectionOwner(AkvPrivateEndpoint? Endpoint, IReadOnlyList<string> Unread)
{
    private const int Named = 3;

    /// <summary>What could not be read, for a message: the first ones, and how many more.</summary>
    public string UnreadText => string.Join("; ", Unread.Take(Named)) + (Unread.Count > Named ? $"; and {Unread.Count - Named} more" : "");

    public static ConnectionOwner None { get; } = new(null, []);

    public static ConnectionOwner In(VaultClaims claims, string connectionName) =>
        claims.OwnerOf(connectionName) is { } endpoint ? new(endpoint, []) : new(null, claims.Unread);
}
