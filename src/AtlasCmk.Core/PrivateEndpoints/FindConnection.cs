namespace AtlasCmk;

/// <summary>Settles which connection of which vault is meant, and whether Atlas vouches for it.</summary>
/// <param name="project">The project to ask Atlas about; null where there is no session with Atlas.</param>
internal sealed class FindConnection(ProjectWork? project)
{
    /// <returns>The connection, with the endpoint that Atlas lists it for if it does.</returns>
    public async Task<FoundConnection> RunAsync(ConnectionRequest request)
    {
        if (project is null)
        {
            return request is { Id: { } alone, IsPiped: false } ? new(alone, null, null)
                : throw (request is { Vault: { } vault, IsPiped: false } ? Failures.SubscriptionMissing(vault.Name) : Failures.NobodyVouches());
        }

        var connections = new ProjectConnections(project);
        if (request.EndpointId is { } endpointId)
        {
            var (named, endpoint) = await connections.OfEndpointAsync(endpointId).ConfigureAwait(false);
            return new(named, endpoint, project.ProjectId);
        }

        var id = request.Id ?? await connections.NamedAsync(request.Name!, request.Vault).ConfigureAwait(false);
        var owner = await connections.OwnerOfAsync(id).ConfigureAwait(false);
        return owner is null && request.IsPiped
            ? throw Failures.ConnectionNotListed(id, project.ProjectId)
            : new(id, owner, project.ProjectId);
    }
}
