namespace AtlasCmk.Sandbox.World;

/// <summary>A private endpoint's other end, as the owner of the vault sees it.</summary>
internal sealed class VaultConnection
{
    public required string Name { get; init; }

    public required Vault Vault { get; init; }

    /// <summary>The consumer's resource, in the consumer's subscription: the owner of the vault cannot look it up.</summary>
    public required string PrivateEndpointId { get; init; }

    /// <summary><c>Pending</c>, <c>Approved</c>, <c>Rejected</c> or <c>Disconnected</c>.</summary>
    public string Status { get; private set; } = "Pending";

    /// <summary>Null where nobody gave one: the field is absent then, as recorded.</summary>
    public string? Description { get; private set; }

    public string ProvisioningState { get; set; } = "Succeeded";

    /// <summary>Null for a connection that was approved when it was made, as recorded.</summary>
    public string? ETag { get; set; }

    /// <summary>The Atlas endpoint that asked for it; null for a stranger's.</summary>
    public AtlasEndpoint? Endpoint { get; init; }

    public string Id => $"{Vault.Id}/privateEndpointConnections/{Name}";

    /// <summary>The owner may decide either way, and change the decision: Key Vault takes a rejection back (recorded). A consumer's departure is final.</summary>
    public bool CanBecome(string status) => (Status, status) switch
    {
        ("Pending" or "Approved" or "Rejected", "Approved" or "Rejected") => true,
        _ => string.Equals(Status, status, StringComparison.Ordinal),
    };

    public void Become(string status, string? description, string? etag)
    {
        Status = status;
        Description = description;
        ETag = etag;
    }
}
