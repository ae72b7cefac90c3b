namespace AtlasCmk;

/// <summary>A private endpoint connection of a key vault, as Azure has it and, where Atlas lists its name, with the endpoint in Atlas that it belongs to.</summary>
public sealed class PrivateEndpointConnection : AtlasResource
{
    internal PrivateEndpointConnection(ConnectionId id, string status, ConnectionOwner? owner = null)
        : base(owner?.Endpoint?.ProjectId)
    {
        Id = id;
        Status = status;
        EndpointId = owner?.Endpoint?.EndpointId;
        RegionName = owner?.Endpoint?.RegionName;
        VerifiedBy = owner?.Endpoint is not null ? "Atlas" : owner?.Unread.Count > 0 ? "Unknown" : "None";
        Unread = new Listing<string>(owner?.Unread ?? []);
        Session = owner?.Endpoint?.Session;
    }

    /// <summary>The connection's name in the vault.</summary>
    public string Name => Id.Name;

    /// <summary>The vault's name.</summary>
    public string KeyVaultName => Id.Vault.Name;

    /// <summary>Pending, Approved, Rejected or Disconnected, as Azure spells it; Unknown where Azure leaves it out.</summary>
    public string Status { get; }

    /// <summary>What Azure is doing with the connection: Succeeded, Creating, Updating, Deleting, Failed or Disconnected.</summary>
    public string? ProvisioningState { get; internal init; }

    /// <summary>The message that came with the request for the connection, or with the last decision on it.</summary>
    public string? Description { get; internal init; }

    /// <summary>Atlas where Atlas lists this connection for a project of the session (ProjectId); Unknown where no project claims it and some could not be read (Unread); else None, also where Atlas was not asked.</summary>
    public string VerifiedBy { get; }

    /// <summary>With VerifiedBy Unknown: what could not be read, with the reason.</summary>
    public IReadOnlyList<string> Unread { get; }

    /// <summary>The endpoint's id in Atlas, 24 hexadecimal digits; empty where Atlas does not list this connection.</summary>
    public string? EndpointId { get; }

    /// <summary>The region as Atlas spells it; empty where Atlas does not list this connection.</summary>
    public string? RegionName { get; }

    /// <summary>The Azure resource id of the private endpoint at the other end, in Atlas's subscription.</summary>
    public string? PrivateEndpointId { get; internal init; }

    /// <summary>Status, description and required action in one object, as Az.Network shows them.</summary>
    public PrivateLinkServiceConnectionState PrivateLinkServiceConnectionState => new(Status, Description, ActionRequired);

    /// <summary>The Azure resource id of the connection.</summary>
    public string ResourceId => Id.ResourceId;

    internal string? ActionRequired { get; init; }

    internal string? Etag { get; init; }

    internal ConnectionId Id { get; }

    /// <summary>The same connection with its owner.</summary>
    internal PrivateEndpointConnection OwnedBy(ConnectionOwner owner) => new(Id, Status, owner)
    {
        ProvisioningState = ProvisioningState,
        Description = Description,
        PrivateEndpointId = PrivateEndpointId,
        ActionRequired = ActionRequired,
        Etag = Etag,
    };

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Name} {Status} ({KeyVaultName})");
}

/// <summary>The statuses of a vault's private endpoint connection (Azure Resource Manager, PrivateEndpointServiceConnectionStatus). The list is open.</summary>
internal static class ConnectionStatus
{
    public const string Pending = "Pending";
    public const string Approved = "Approved";
    public const string Rejected = "Rejected";
    public const string Disconnected = "Disconnected";

    /// <summary>Azure does not say which: not a status of Azure.</summary>
    public const string Unknown = "Unknown";

    public static IReadOnlyList<string> All { get; } = [Pending, Approved, Rejected, Disconnected];

    /// <summary>Whether the status is one of those above: any other one may mean anything.</summary>
    public static bool HasKnownStatus(this PrivateEndpointConnection connection) => All.Any(connection.Is);

    public static bool Is(this PrivateEndpointConnection connection, string status) =>
        connection.Status.Equals(status, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who owns a connection: the endpoint that Atlas lists with it, none of the projects that were read, or not known.</summary>
/// <param name="Endpoint">The endpoint; null where no project that was read claims the connection.</param>
/// <param name="Unread">What could not be read, where no endpoint was found: the owner may be there.</param>
internal sealed record ConnectionOwner(AkvPrivateEndpoint? Endpoint, IReadOnlyList<string> Unread)
{
    private const int Named = 3;

    /// <summary>What could not be read, for a message: the first ones, and how many more.</summary>
    public string UnreadText => string.Join("; ", Unread.Take(Named)) + (Unread.Count > Named ? $"; and {Unread.Count - Named} more" : "");

    public static ConnectionOwner None { get; } = new(null, []);
}
