namespace AtlasCmk.Workflows.Connections;

/// <summary>Which connection a caller means: by its Azure id, by its name in the project's vault, or by the endpoint in Atlas.</summary>
/// <param name="Id">The connection's Azure id.</param>
/// <param name="Name">Its name in the project's vault.</param>
/// <param name="EndpointId">The endpoint in Atlas that it belongs to.</param>
/// <param name="IsPiped">Whether it came through the pipeline: then no person has looked at it, and only what Atlas lists is accepted.</param>
internal sealed record ConnectionRequest(ConnectionId? Id, string? Name, string? EndpointId, bool IsPiped)
{
    /// <summary>The vault and the resource group that were given with the name, where their subscription is not known: the project's vault must be that one.</summary>
    public (string Name, string ResourceGroupName)? Vault { get; init; }

    /// <summary>The project that the caller works on, where the connection came from a list of the vault, which shows those of other projects too.</summary>
    public string? WorksOn { get; init; }
}
