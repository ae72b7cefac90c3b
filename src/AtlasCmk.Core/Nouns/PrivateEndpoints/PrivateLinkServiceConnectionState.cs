namespace AtlasCmk;

/// <summary>The state of a private endpoint connection, in the shape and with the names of Az.Network.</summary>
public sealed class PrivateLinkServiceConnectionState
{
    internal PrivateLinkServiceConnectionState(string status, string? description, string? actionRequired)
    {
        Status = status;
        Description = description;
        ActionRequired = actionRequired;
    }

    /// <summary>Pending, Approved, Rejected or Disconnected, as Azure spells it; Unknown where Azure leaves it out.</summary>
    public string Status { get; }

    /// <summary>The message that came with the request for the connection, or with the last decision on it.</summary>
    public string? Description { get; }

    /// <summary>What Azure expects the consumer to do; None in most cases.</summary>
    public string? ActionRequired { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of(Status);
}
