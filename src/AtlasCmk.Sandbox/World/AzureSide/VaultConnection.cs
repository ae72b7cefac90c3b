namespace AtlasCmk.Sandbox.World;

/// <summary>A private endpoint connection in the vault.</summary>
internal sealed class VaultConnection
{
    public required string Name { get; init; }

    public required Vault Vault { get; init; }

    /// <summary>The consumer's resource, in the consumer's subscription. The owner of the vault cannot read it.</summary>
    public required string PrivateEndpointId { get; init; }

    /// <summary><c>Pending</c>, <c>Approved</c>, <c>Rejected</c> or <c>Disconnected</c>.</summary>
    public string Status { get; private set; } = "Pending";

    /// <summary>Null if none was given. The field is absent then, as recorded.</summary>
    public string? Description { get; private set; }

    public string ProvisioningState { get; set; } = "Succeeded";

    /// <summary>Null for a connection that was approved at creation, as recorded.</summary>
    public string? ETag { get; set; }

    /// <summary>The Atlas endpoint that requested the connection. Null for another consumer's.</summary>
    public AtlasEndpoint? Endpoint { get; init; }

    public string Id => $"{Vault.Id}/privateEndpointConnections/{Name}";

    /// <summary>The owner can approve or reject, and later change this: Key Vault can approve a rejected connection (recorded). Disconnected is final.</summary>
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
