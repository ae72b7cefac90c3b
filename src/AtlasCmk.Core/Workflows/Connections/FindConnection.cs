using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Connections;

/// <summary>Finds the connection, its vault and its owner.</summary>
/// <param name="project">The project in Atlas. Null without an Atlas session.</param>
internal sealed class FindConnection(ProjectContext? project)
{
    /// <returns>The connection, with its endpoint if Atlas lists it.</returns>
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

/// <summary>Identifies a connection: by its Azure ID, by its name in the project's vault, or by its endpoint in Atlas.</summary>
/// <param name="Id">The connection's Azure ID.</param>
/// <param name="Name">Its name in the project's vault.</param>
/// <param name="EndpointId">The Atlas endpoint of the connection.</param>
/// <param name="IsPiped">Whether it came from the pipeline. Then no person has checked it, and only connections that Atlas lists are accepted.</param>
internal sealed record ConnectionRequest(ConnectionId? Id, string? Name, string? EndpointId, bool IsPiped)
{
    /// <summary>The vault and resource group given with the name, without a subscription. They must match the project's vault.</summary>
    public (string Name, string ResourceGroupName)? Vault { get; init; }

    /// <summary>The caller's project, if the connection came from a list of the vault. That list has connections of other projects too.</summary>
    public string? WorksOn { get; init; }
}
