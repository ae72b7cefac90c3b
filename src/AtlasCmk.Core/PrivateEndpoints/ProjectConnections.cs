namespace AtlasCmk;

/// <summary>The connections of a project's vault, joined with the endpoints that Atlas lists for the project.</summary>
internal sealed class ProjectConnections(ProjectWork project)
{
    /// <summary>Every connection of the vault; those of this project carry its endpoint, the others nobody vouches for.</summary>
    public async Task<IReadOnlyList<PrivateEndpointConnection>> ListAsync()
    {
        var (vault, endpoints) = await LookAsync().ConfigureAwait(false);
        var connections = await project.KeyVault.ListConnectionsAsync(vault ?? throw Failures.VaultNotConfigured(project.ProjectId), project.Cancellation).ConfigureAwait(false);
        return [.. connections.Select(c => c.WithEndpoint(Owner(endpoints, c.Name)))];
    }

    /// <summary>The connection of one endpoint, as Atlas names it now.</summary>
    public async Task<(ConnectionId Id, AkvPrivateEndpoint Endpoint)> OfEndpointAsync(string endpointId)
    {
        var (vault, endpoints) = await LookAsync().ConfigureAwait(false);
        var endpoint = endpoints.FirstOrDefault(e => e.EndpointId == endpointId) ?? throw Failures.EndpointUnknown(project.ProjectId, endpointId);
        return endpoint is { PrivateEndpointConnectionName: { } name, Status: EndpointStatus.PendingAcceptance or EndpointStatus.Active }
            ? (new(vault ?? throw Failures.VaultNotConfigured(project.ProjectId), name), endpoint)
            : throw Failures.ConnectionNotReady(endpoint);
    }

    /// <summary>The endpoint with which Atlas lists a connection of the project's vault; null where it lists none.</summary>
    public async Task<AkvPrivateEndpoint?> OwnerOfAsync(ConnectionId id)
    {
        var (vault, endpoints) = await LookAsync().ConfigureAwait(false);
        return id.Vault.IsSameVault(vault) ? Owner(endpoints, id.Name) : null;
    }

    /// <summary>The connection that a name means in the project's vault, which has to be the one that was given with it, if one was.</summary>
    public async Task<ConnectionId> NamedAsync(string connectionName, (string Name, string ResourceGroupName)? given = null)
    {
        var vault = (await project.EncryptionAtFirstAsync().ConfigureAwait(false)).Vault;
        if (given is var (name, group) && vault?.IsSameVault(vault with { Name = name, ResourceGroupName = group }) is not true)
        {
            throw Failures.SubscriptionMissing(name, project.ProjectId);
        }

        return new(vault ?? throw Failures.VaultNotConfigured(project.ProjectId), connectionName);
    }

    /// <summary>The project's vault, and the endpoints that Atlas lists for it now.</summary>
    private async Task<(KeyVaultReference? Vault, IReadOnlyList<AkvPrivateEndpoint> Endpoints)> LookAsync()
    {
        var encryption = project.EncryptionAtFirstAsync();
        var endpoints = project.Atlas.ListPrivateEndpointsAsync(project.ProjectId, project.Cancellation);
        await Task.WhenAll(encryption, endpoints).ConfigureAwait(false);
        return ((await encryption.ConfigureAwait(false)).Vault, await endpoints.ConfigureAwait(false));
    }

    /// <summary>Azure compares names without regard to case.</summary>
    private static AkvPrivateEndpoint? Owner(IEnumerable<AkvPrivateEndpoint> endpoints, string connectionName) =>
        endpoints.FirstOrDefault(e => connectionName.Equals(e.PrivateEndpointConnectionName, StringComparison.OrdinalIgnoreCase));
}
