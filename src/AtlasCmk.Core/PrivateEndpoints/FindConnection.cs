namespace AtlasCmk;

/// <summary>Settles which connection of which vault is meant, and whether Atlas vouches for it.</summary>
/// <param name="project">The project to ask Atlas about; null where there is no session with Atlas.</param>
/// <param name="confirmation">Asked where Atlas does not vouch for a connection that the caller named himself.</param>
internal sealed class FindConnection(ProjectWork? project, IConfirmation confirmation)
{
    /// <returns>The connection, with the endpoint that Atlas lists it for if it does; null where the caller declined.</returns>
    public async Task<(ConnectionId Id, AkvPrivateEndpoint? Endpoint)?> RunAsync(ConnectionRequest request)
    {
        if (project is null)
        {
            return request is { Id: { } alone, IsPiped: false } ? (alone, null) : throw Failures.NotConnected();
        }

        if (request.EndpointId is { } endpointId)
        {
            return await new ProjectConnections(project).OfEndpointAsync(endpointId).ConfigureAwait(false);
        }

        var connections = new ProjectConnections(project);
        var id = request.Id ?? await connections.NamedAsync(request.Name!).ConfigureAwait(false);
        if (await connections.OwnerOfAsync(id).ConfigureAwait(false) is { } owner)
        {
            return (id, owner);
        }

        if (request.IsPiped)
        {
            throw Failures.ConnectionNotListed(id, project.ProjectId);
        }

        if (await project.KeyVault.GetConnectionAsync(id, project.Cancellation).ConfigureAwait(false) is null)
        {
            throw Failures.ConnectionNotInVault(id, null);
        }

        return await confirmation.ShouldContinueAsync(
            $"Atlas does not list the connection {id.Name} of vault {id.Vault.Name} for project {project.ProjectId}: it belongs to someone else. Go on?",
            "Not this project's connection").ConfigureAwait(false) ? (id, null) : null;
    }
}
