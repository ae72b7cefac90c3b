namespace AtlasCmk;

/// <summary>A private endpoint connection of a key vault, as Azure has it and, where Atlas lists its name, with the endpoint in Atlas that it belongs to.</summary>
public sealed class PrivateEndpointConnection : AtlasResource
{
    internal PrivateEndpointConnection(ConnectionId id, string status, AkvPrivateEndpoint? endpoint = null)
        : base(endpoint?.ProjectId)
    {
        Id = id;
        Status = status;
        EndpointId = endpoint?.EndpointId;
        RegionName = endpoint?.RegionName;
        VerifiedBy = endpoint is null ? "None" : "Atlas";
        Session = endpoint?.Session;
    }

    /// <summary>The connection's name in the vault.</summary>
    public string Name => Id.Name;

    /// <summary>The vault's name.</summary>
    public string KeyVaultName => Id.Vault.Name;

    /// <summary>Pending, Approved, Rejected or Disconnected, as Azure spells it; Unknown where Azure does not say.</summary>
    public string Status { get; }

    /// <summary>What Azure is doing with the connection: Succeeded, Creating, Updating, Deleting, Failed or Disconnected.</summary>
    public string? ProvisioningState { get; internal init; }

    /// <summary>The message of whoever asked for the connection, or of whoever decided on it.</summary>
    public string? Description { get; internal init; }

    /// <summary>Atlas where Atlas lists this connection's name for the project; None where nobody vouches for it.</summary>
    public string VerifiedBy { get; }

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

    /// <summary>The same connection, vouched for by the endpoint that Atlas lists with its name.</summary>
    internal PrivateEndpointConnection WithEndpoint(AkvPrivateEndpoint? endpoint) => new(Id, Status, endpoint)
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
