namespace AtlasCmk;

/// <summary>A private endpoint connection of a key vault, with the Atlas endpoint that it belongs to, if Atlas lists it.</summary>
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

    /// <summary>The name of the connection in the vault.</summary>
    public string Name => Id.Name;

    /// <summary>The name of the vault.</summary>
    public string KeyVaultName => Id.Vault.Name;

    /// <summary>Pending, Approved, Rejected or Disconnected, as Azure spells it; Unknown if Azure reports none.</summary>
    public string Status { get; }

    /// <summary>The provisioning state in Azure: Succeeded, Creating, Updating, Deleting, Failed or Disconnected.</summary>
    public string? ProvisioningState { get; internal init; }

    /// <summary>The message of the connection request, or of the last decision on it.</summary>
    public string? Description { get; internal init; }

    /// <summary>Atlas if a project of the session lists this connection (ProjectId). Unknown if no project lists it and some could not be read (Unread).
    /// Otherwise None, also if Atlas was not queried.</summary>
    public string VerifiedBy { get; }

    /// <summary>If VerifiedBy is Unknown: what could not be read, with the reason.</summary>
    public IReadOnlyList<string> Unread { get; }

    /// <summary>The ID of the endpoint in Atlas, 24 hexadecimal digits; empty if Atlas does not list this connection.</summary>
    public string? EndpointId { get; }

    /// <summary>The region as Atlas spells it; empty if Atlas does not list this connection.</summary>
    public string? RegionName { get; }

    /// <summary>The Azure resource ID of the private endpoint on the other side, in Atlas's subscription.</summary>
    public string? PrivateEndpointId { get; internal init; }

    /// <summary>Status, description and required action in one object, in the format of Az.Network.</summary>
    public PrivateLinkServiceConnectionState PrivateLinkServiceConnectionState => new(Status, Description, ActionRequired);

    /// <summary>The Azure resource ID of the connection.</summary>
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

    /// <summary>What the command that emitted this object did: who, when, and the request IDs; empty if a command only read it.</summary>
    public ChangeEvidence? Change => ChangeMade;

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Name} {Status} ({KeyVaultName})");
}

/// <summary>The statuses of a vault's private endpoint connection (Azure Resource Manager, PrivateEndpointServiceConnectionStatus). Azure may add more.</summary>
internal static class ConnectionStatus
{
    public const string Pending = "Pending";
    public const string Approved = "Approved";
    public const string Rejected = "Rejected";
    public const string Disconnected = "Disconnected";

    /// <summary>Azure reports no status. This value is not from Azure.</summary>
    public const string Unknown = "Unknown";

    public static IReadOnlyList<string> All { get; } = [Pending, Approved, Rejected, Disconnected];

    /// <summary>Whether the status is one of those above. The meaning of any other status is unknown.</summary>
    public static bool HasKnownStatus(this PrivateEndpointConnection connection) => All.Any(connection.Is);

    public static bool Is(this PrivateEndpointConnection connection, string status) =>
        connection.Status.Equals(status, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The owner of a connection: the endpoint that Atlas lists with it, no project that was read, or unknown.</summary>
/// <param name="Endpoint">The endpoint; null if no project that was read lists the connection.</param>
/// <param name="Unread">What could not be read, if no endpoint was found: the owner may be there.</param>
internal sealed record ConnectionOwner(AkvPrivateEndpoint? Endpoint, IReadOnlyList<string> Unread)
{
    private const int Named = 3;

    /// <summary>What could not be read, for a message: the first ones, and how many more.</summary>
    public string UnreadText => string.Join("; ", Unread.Take(Named)) + (Unread.Count > Named ? $"; and {Unread.Count - Named} more" : "");

    public static ConnectionOwner None { get; } = new(null, []);
}
