using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>The connections of a project's vault, with the endpoints that Atlas lists for the project and for other projects of a shared vault.</summary>
/// <param name="project">The project.</param>
/// <param name="visible">The other projects to check for connections that this one does not claim. Null to check none.</param>
internal sealed class ProjectConnections(ProjectContext project, VisibleProjects? visible = null)
{
    /// <summary>All connections of the vault, with their owners if known.</summary>
    public async Task<IReadOnlyList<PrivateEndpointConnection>> ListAsync()
    {
        var (encryption, endpoints) = await LookAsync().ConfigureAwait(false);
        var shared = new VaultConnections(project.Session, encryption.VaultInUse(), visible);
        return await shared.ListAsync(project.ProjectId, endpoints).ConfigureAwait(false);
    }

    /// <summary>The connection of one endpoint, with Atlas's current name.</summary>
    public async Task<(ConnectionId Id, AkvPrivateEndpoint Endpoint)> OfEndpointAsync(string endpointId)
    {
        var (encryption, endpoints) = await LookAsync().ConfigureAwait(false);
        var endpoint = endpoints.FirstOrDefault(e => e.EndpointId == endpointId) ?? throw EndpointErrors.EndpointUnknown(project.ProjectId, endpointId);
        return endpoint is { PrivateEndpointConnectionName: { } name, Status: EndpointStatus.PendingAcceptance or EndpointStatus.Active }
            ? (new(encryption.VaultInUse(), name), endpoint)
            : throw ConnectionErrors.ConnectionNotReady(endpoint);
    }

    /// <summary>The owner of a connection. Checks this project's endpoints first, then those of other projects that use the vault.</summary>
    public async Task<ConnectionOwner> OwnerOfAsync(ConnectionId id)
    {
        var (encryption, endpoints) = await LookAsync().ConfigureAwait(false);
        var own = VaultClaims.Of(id.Vault, encryption, endpoints);
        return own.EndpointOf(id.Name) is { } endpoint ? new(endpoint, [])
            : visible is null ? own.OwnerOf(id.Name)
            : own.And(await visible.ClaimsAsync(id.Vault, project.ProjectId).ConfigureAwait(false)).OwnerOf(id.Name);
    }

    /// <summary>The connection with a name in the project's vault. If a vault was given, it must be the same one.</summary>
    public async Task<ConnectionId> NamedAsync(string connectionName, (string Name, string ResourceGroupName)? given = null)
    {
        var encryption = await project.EncryptionAtFirstAsync().ConfigureAwait(false);
        var vault = encryption.Vault;
        if (given is var (name, group) && vault?.IsSameVault(vault with { Name = name, ResourceGroupName = group }) is not true)
        {
            throw ConnectionErrors.SubscriptionMissing(name, project.ProjectId);
        }

        return new(encryption.VaultInUse(), connectionName);
    }

    /// <summary>The project's settings and its current endpoints in Atlas.</summary>
    private async Task<(EncryptionAtRest Encryption, IReadOnlyList<AkvPrivateEndpoint> Endpoints)> LookAsync()
    {
        var encryption = project.EncryptionAtFirstAsync();
        var endpoints = project.Atlas.ListPrivateEndpointsAsync(project.ProjectId, project.Cancellation);
        await Task.WhenAll(encryption, endpoints).ConfigureAwait(false);
        return (await encryption.ConfigureAwait(false), await endpoints.ConfigureAwait(false));
    }
}

/// <summary>The connections of a vault for all projects, with the owners that the session can read.</summary>
/// <param name="session">Azure.</param>
/// <param name="vault">The vault.</param>
/// <param name="visible">The projects to check. Null without an Atlas session.</param>
internal sealed class VaultConnections(SessionContext session, KeyVaultReference vault, VisibleProjects? visible)
{
    /// <param name="projectId">A project whose endpoints the caller already has, or null.</param>
    /// <param name="endpoints">Its endpoints.</param>
    public async Task<IReadOnlyList<PrivateEndpointConnection>> ListAsync(string? projectId = null, IReadOnlyList<AkvPrivateEndpoint>? endpoints = null)
    {
        var connections = await session.KeyVault.ListConnectionsAsync(vault, session.Cancellation).ConfigureAwait(false);
        var claims = new VaultClaims(endpoints ?? [], []);

        // Reads other projects only for connections without an owner.
        if (visible is not null && connections.Any(c => claims.EndpointOf(c.Name) is null))
        {
            claims = claims.And(await visible.ClaimsAsync(vault, projectId).ConfigureAwait(false));
        }

        return [.. connections.Select(c => c.OwnedBy(claims.OwnerOf(c.Name)))];
    }
}
