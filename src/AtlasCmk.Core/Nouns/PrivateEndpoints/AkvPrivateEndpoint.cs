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
