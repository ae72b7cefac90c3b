namespace AtlasCmk;

/// <summary>A private endpoint in one Azure region, which Atlas uses to reach a project's key vault.</summary>
public sealed class AkvPrivateEndpoint : AtlasResource
{
    internal AkvPrivateEndpoint(string projectId, string endpointId, string regionName, string status)
        : base(projectId)
    {
        EndpointId = endpointId;
        RegionName = regionName;
        Status = status;
    }

    /// <summary>The ID of the endpoint in Atlas, 24 hexadecimal digits.</summary>
    public string EndpointId { get; }

    /// <summary>The region as Atlas spells it, for example US_EAST_2.</summary>
    public string RegionName { get; }

    /// <summary>INITIATING, PENDING_ACCEPTANCE, ACTIVE, FAILED, PENDING_RECREATION or DELETING, as Atlas spells it. New statuses are shown unchanged.</summary>
    public string Status { get; }

    /// <summary>The name of the vault connection that must be approved; empty until Atlas has created it.</summary>
    public string? PrivateEndpointConnectionName { get; internal init; }

    /// <summary>The error message from Atlas, if any.</summary>
    public string? ErrorMessage { get; internal init; }

    /// <summary>What the command that emitted this object did: who, when, and the request IDs; empty if a command only read it.</summary>
    public ChangeEvidence? Change => ChangeMade;

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{RegionName} {Status} ({EndpointId})");
}

/// <summary>The statuses of a private endpoint in the published API description. Atlas may add more.</summary>
internal static class EndpointStatus
{
    public const string Initiating = "INITIATING";
    public const string PendingAcceptance = "PENDING_ACCEPTANCE";
    public const string Active = "ACTIVE";
    public const string Failed = "FAILED";
    public const string PendingRecreation = "PENDING_RECREATION";
    public const string Deleting = "DELETING";

    public static IReadOnlyList<string> All { get; } = [Initiating, PendingAcceptance, Active, Failed, PendingRecreation, Deleting];

    /// <summary>The known status that is most similar to the text; null if none is similar.</summary>
    public static string? Nearest(string status)
    {
        var (nearest, distance) = All.Select(s => (s, EditDistance.Between(status, s))).MinBy(s => s.Item2);
        return distance <= Math.Min(3, status.Length / 3) ? nearest : null;
    }

    /// <summary>Accepts any case, and the spelling INITATING of Atlas's documentation.</summary>
    public static string Normalize(string text)
    {
        var status = text.Trim().ToUpperInvariant();
        return status == "INITATING" ? Initiating : status;
    }
}
