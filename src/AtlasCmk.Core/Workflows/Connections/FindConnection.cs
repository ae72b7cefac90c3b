using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Connections;

/// <summary>Settles which connection of which vault is meant, and who owns it.</summary>
/// <param name="project">The project to ask Atlas about; null where there is no session with Atlas.</param>
internal sealed class FindConnection(ProjectContext? project)
{
    /// <returns>The connection, with the endpoint that Atlas lists it for if it does.</returns>
    public async Task<FoundConnection> RunAsync(ConnectionRequest request)
    {
        if (project is null)
        {
            return request is { Id: { } alone, IsPiped: false } ? new(alone, ConnectionOwner.None, null)
                : throw (request is { Vault: { } vault, IsPiped: false } ? ConnectionErrors.SubscriptionMissing(vault.Name) : SessionErrors.OwnerNotAsked());
        }

        var connections = new ProjectConnections(project, project.Session.VisibleProjects);
        if (request.EndpointId is { } endpointId)
        {
            var (named, endpoint) = await connections.OfEndpointAsync(endpointId).ConfigureAwait(false);
            return new(named, new(endpoint, []), project.ProjectId) { IsNamed = !request.IsPiped };
        }

        var id = request.Id ?? await connections.NamedAsync(request.Name!, request.Vault).ConfigureAwait(false);
        var owner = await connections.OwnerOfAsync(id).ConfigureAwait(false);
        return owner.Endpoint is null && request.IsPiped
            ? throw ConnectionErrors.ConnectionNotListed(id, project.ProjectId, owner)
            : new(id, owner, request.WorksOn ?? project.ProjectId) { IsNamed = !request.IsPiped };
    }
}

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
