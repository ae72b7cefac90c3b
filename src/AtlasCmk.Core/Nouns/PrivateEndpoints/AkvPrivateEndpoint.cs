namespace AtlasCmk;

/// <summary>A private endpoint that Atlas keeps in one Azure region to reach a project's key vault.</summary>
public sealed class AkvPrivateEndpoint : AtlasResource
{
    internal AkvPrivateEndpoint(string projectId, string endpointId, string regionName, string status)
        : base(projectId)
    {
        EndpointId = endpointId;
        RegionName = regionName;
        Status = status;
    }

    /// <summary>The endpoint's id in Atlas, 24 hexadecimal digits.</summary>
    public string EndpointId { get; }

    /// <summary>The region as Atlas spells it, for example US_EAST_2.</summary>
    public string RegionName { get; }

    /// <summary>INITIATING, PENDING_ACCEPTANCE, ACTIVE, FAILED, PENDING_RECREATION or DELETING, as Atlas spells it; a status that is new survives as it came.</summary>
    public string Status { get; }

    /// <summary>The name of the connection in the vault that has to be approved; empty until Atlas has made it.</summary>
    public string? PrivateEndpointConnectionName { get; internal init; }

    /// <summary>What Atlas says went wrong, if anything.</summary>
    public string? ErrorMessage { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{RegionName} {Status} ({EndpointId})");
}

/// <summary>The statuses of a private endpoint that the published API description lists. The list is open: Atlas may add to it.</summary>
internal static class EndpointStatus
{
    public const string Initiating = "INITIATING";
    public const string PendingAcceptance = "PENDING_ACCEPTANCE";
    public const string Active = "ACTIVE";
    public const string Failed = "FAILED";
    public const string PendingRecreation = "PENDING_RECREATION";
    public const string Deleting = "DELETING";

    public static IReadOnlyList<string> All { get; } = [Initiating, PendingAcceptance, Active, Failed, PendingRecreation, Deleting];

    /// <summary>The known status that the text most likely means, a few typing errors away; null where it is like none.</summary>
    public static string? Nearest(string status)
    {
        var (nearest, distance) = All.Select(s => (s, EditDistance.Between(status, s))).MinBy(s => s.Item2);
        return distance <= Math.Min(3, status.Length / 3) ? nearest : null;
    }

    /// <summary>What a user may type for a status: any case, and the spelling INITATING of Atlas's own page.</summary>
    public static string Normalize(string text)
    {
        var status = text.Trim().ToUpperInvariant();
        return status == "INITATING" ? Initiating : status;
    }
}
