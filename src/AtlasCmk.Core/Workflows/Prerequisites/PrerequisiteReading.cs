using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Prerequisites;

/// <summary>
/// Reads everything that the checks need, and changes nothing. It takes three round trips: first Atlas's settings and the
/// Azure identity, then the vault with its keys and roles, and the application's secrets, then the rights of Atlas's identity. Finding the owners of the
/// remaining connections can take one more.
/// </summary>
internal sealed class PrerequisiteReading(ProjectContext project, PrerequisiteRequest request)
{
    private const string NetworkProvider = "Microsoft.Network";

    public async Task<PrerequisiteFacts> RunAsync()
    {
        var encryption = ReadResult.FromAsync(project.EncryptionAtFirstAsync);
        var projects = project.Session.VisibleProjects.ListAsync();
        var endpoints = ReadResult.FromAsync(project.EndpointsAtFirstAsync);
        var clusters = ReadResult.FromAsync(() => project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation));
        var flex = ReadResult.FromAsync(() => project.Atlas.ListFlexClustersAsync(project.ProjectId, project.Cancellation));
        var serverless = ReadResult.FromAsync(() => project.Atlas.ListServerlessInstancesAsync(project.ProjectId, project.Cancellation));
        var policy = ReadResult.FromAsync(() => project.Atlas.RequiresEncryptionByBackupPolicyAsync(project.ProjectId, project.Cancellation));
        var caller = project.Session.CallerAsync();

        var current = await encryption.ConfigureAwait(false);
        var target = CmkTarget.Of(current.Value, request);
        var azure = new AzureReading(project, target, current, caller);
        var vault = azure.AtVaultAsync((api, v) => api.GetVaultAsync(v, project.Cancellation));
        var connections = azure.AtVaultAsync((api, v) => api.ListConnectionsAsync(v, project.Cancellation));
        var version = azure.KeyVersionAsync();
        var registration = azure.AtVaultAsync((api, v) => api.GetProviderRegistrationAsync(v, NetworkProvider, project.Cancellation));
        var definitions = azure.AtVaultAsync((api, v) => api.ListRoleDefinitionsAsync(v, project.Cancellation));
        var signIn = azure.SignInAsync();
        var secrets = azure.SecretsAsync();
        var searchNodes = SearchNodesAsync(target, clusters);

        var objectId = azure.ObjectIdAsync(signIn, request.AtlasObjectId);
        var assignments = azure.RoleAssignmentsAsync(objectId);
        var elsewhere = ElsewhereAsync(target, connections, endpoints);
        var publicUsers = PublicUsersAsync(target, vault);
        return new(project.ProjectId, target, project.Time.GetUtcNow())
        {
            Encryption = current,
            Projects = (await projects.ConfigureAwait(false)).Then(list => list.Projects),
            Endpoints = await endpoints.ConfigureAwait(false),
            Clusters = await clusters.ConfigureAwait(false),
            OtherDeployments = [await flex.ConfigureAwait(false), await serverless.ConfigureAwait(false)],
            PolicyRequiresEncryption = await policy.ConfigureAwait(false),
            SearchNodes = await searchNodes.ConfigureAwait(false),
            Caller = await caller.ConfigureAwait(false),
            SignIn = await signIn.ConfigureAwait(false),
            Secrets = await secrets.ConfigureAwait(false),
            AtlasObjectId = await objectId.ConfigureAwait(false),
            Vault = await vault.ConfigureAwait(false),
            Connections = await connections.ConfigureAwait(false),
            KeyVersion = (await version.ConfigureAwait(false)).Then(v => v?.Version),
            NewerDisabled = (await version.ConfigureAwait(false)).Value?.NewerDisabled ?? [],
            NetworkRegistration = await registration.ConfigureAwait(false),
            RoleDefinitions = await definitions.ConfigureAwait(false),
            RoleAssignments = await assignments.ConfigureAwait(false),
            ClaimsElsewhere = await elsewhere.ConfigureAwait(false),
            PublicUsers = await publicUsers.ConfigureAwait(false),
        };
    }

    /// <summary>If the project encrypts all search nodes, it does not matter which clusters have any.</summary>
    private async Task<ReadResult<IReadOnlyDictionary<string, string>>> SearchNodesAsync(CmkTarget target, Task<ReadResult<IReadOnlyList<AtlasCluster>>> reading)
    {
        if (target.EnabledForSearchNodes is true || !request.IncludeSearchNodes)
        {
            return ReadResult.Unknown<IReadOnlyDictionary<string, string>>("not checked");
        }

        var clusters = await reading.ConfigureAwait(false);
        return clusters.IsKnown
            ? await ReadResult.FromAsync(async () =>
            {
                var asked = await Task.WhenAll(clusters.Value!.Where(c => c.Kind == ClusterKind.Dedicated)
                    .Select(async c => (c.Name, Provider: await project.Atlas.GetSearchNodeEncryptionAsync(c, project.Cancellation).ConfigureAwait(false)))).ConfigureAwait(false);
                return (IReadOnlyDictionary<string, string>)asked.Where(a => a.Provider is not null).ToDictionary(a => a.Name, a => a.Provider!);
            }).ConfigureAwait(false)
            : ReadResult.Unknown<IReadOnlyDictionary<string, string>>(clusters.Reason, clusters.Failure);
    }

    /// <summary>Several projects can share a vault, so a connection can belong to another one. A project that uses another vault has no connection in this one.</summary>
    private async Task<VaultClaims> ElsewhereAsync(CmkTarget target, Task<ReadResult<IReadOnlyList<PrivateEndpointConnection>>> connections,
        Task<ReadResult<IReadOnlyList<AkvPrivateEndpoint>>> endpoints)
    {
        var (seen, own) = (await connections.ConfigureAwait(false), await endpoints.ConfigureAwait(false));
        return ConnectionOwners.OpenWithoutOwner(seen.Value ?? [], own.Value ?? []).Count == 0 ? new([], [])
            : await project.Session.VisibleProjects.ClaimsAsync(target.Vault!, project.ProjectId).ConfigureAwait(false);
    }

    /// <summary>Advice to close a vault must list the other projects that this would stop.</summary>
    private async Task<PublicUsers> PublicUsersAsync(CmkTarget target, Task<ReadResult<KeyVaultSettings?>> vault) =>
        target.RequirePrivateNetworking is true && (await vault.ConfigureAwait(false)).Value is { Exposure: VaultExposure.Open } open
            ? await project.Session.VisibleProjects.PublicUsersAsync(open.Vault, project.ProjectId).ConfigureAwait(false) : PublicUsers.None;
}
