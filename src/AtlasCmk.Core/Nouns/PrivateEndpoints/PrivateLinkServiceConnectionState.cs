namespace AtlasCmk;

/// <summary>The state of a private endpoint connection, in the format of Az.Network.</summary>
public sealed class PrivateLinkServiceConnectionState
{
    internal PrivateLinkServiceConnectionState(string status, string? description, string? actionRequired)
    {
        Status = status;
        Description = description;
        ActionRequired = actionRequired;
    }

    /// <summary>Pending, Approved, Rejected or Disconnected, as Azure spells it; Unknown if Azure reports none.</summary>
    public string Status { get; }

    /// <summary>The message of the connection request, or of the last decision on it.</summary>
    public string? Description { get; }

    /// <summary>The action that Azure requires from the consumer; usually None.</summary>
    public string? ActionRequired { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of(Status);
}
