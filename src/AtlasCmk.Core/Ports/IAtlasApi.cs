namespace AtlasCmk.Ports;

/// <summary>The Atlas Administration API, as far as the workflows need it. Lists come whole, from however many pages.</summary>
internal interface IAtlasApi
{
    Task<AtlasProject> GetProjectAsync(string projectId, CancellationToken cancellation);

    /// <summary>Page by page, so that a caller who has seen enough stops the requests.</summary>
    IAsyncEnumerable<AtlasProject> ListProjectsAsync(CancellationToken cancellation);

    /// <summary>All projects that the credentials can see, with how many Atlas says there are.</summary>
    Task<ProjectList> ListAllProjectsAsync(CancellationToken cancellation);

    Task<EncryptionAtRest> GetEncryptionAtRestAsync(string projectId, CancellationToken cancellation);

    Task<EncryptionAtRest> UpdateEncryptionAtRestAsync(string projectId, EncryptionAtRestChange change, CancellationToken cancellation);

    Task<IReadOnlyList<AkvPrivateEndpoint>> ListPrivateEndpointsAsync(string projectId, CancellationToken cancellation);

    /// <summary>Throws <see cref="AtlasApiException"/> with status 404 for an id that Atlas does not know.</summary>
    Task<AkvPrivateEndpoint> GetPrivateEndpointAsync(string projectId, string endpointId, CancellationToken cancellation);

    /// <summary>Never repeated by the client: a lost answer throws <see cref="AtlasUnreachableException"/>, and the caller looks first.</summary>
    Task<AkvPrivateEndpoint> CreatePrivateEndpointAsync(string projectId, string regionName, CancellationToken cancellation);

    Task DeletePrivateEndpointAsync(string projectId, string endpointId, CancellationToken cancellation);

    /// <summary>Dedicated and shared clusters. Flex and serverless ones have lists of their own.</summary>
    Task<IReadOnlyList<AtlasCluster>> ListClustersAsync(string projectId, CancellationToken cancellation);

    /// <summary>A dedicated or shared cluster, by its name; null where Atlas says that the project has none of that name.</summary>
    Task<AtlasCluster?> FindClusterAsync(string projectId, string clusterName, CancellationToken cancellation);

    Task<IReadOnlyList<AtlasCluster>> ListFlexClustersAsync(string projectId, CancellationToken cancellation);

    Task<IReadOnlyList<AtlasCluster>> ListServerlessInstancesAsync(string projectId, CancellationToken cancellation);

    Task<AtlasCluster> UpdateClusterEncryptionAsync(string projectId, string clusterName, string encryptionAtRestProvider, CancellationToken cancellation);

    /// <summary>Dedicated clusters that were deleted while backups of them were kept.</summary>
    Task<IReadOnlyList<AtlasCluster>> ListDeletedClustersWithBackupsAsync(string projectId, CancellationToken cancellation);

    /// <summary>Every snapshot of a cluster, of all pages; a sharded cluster has a list of its own.</summary>
    Task<IReadOnlyList<BackupSnapshot>> ListSnapshotsAsync(AtlasCluster cluster, CancellationToken cancellation);

    /// <summary>Whether a Backup Compliance Policy is in force that requires encryption at rest.</summary>
    Task<bool> RequiresEncryptionByBackupPolicyAsync(string projectId, CancellationToken cancellation);

    /// <summary>Whose key encrypts a cluster's search nodes, as Atlas spells it; null where it has none.</summary>
    Task<string?> GetSearchNodeEncryptionAsync(AtlasCluster cluster, CancellationToken cancellation);

    /// <summary>The project's events of these types since a time. Atlas may list more than was asked for.</summary>
    Task<IReadOnlyList<ProjectEvent>> ListEventsAsync(string projectId, IReadOnlyList<string> typeNames, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>The service principals of Azure that the project may sign in as; roles in other clouds are left out.</summary>
    Task<IReadOnlyList<AzureServicePrincipal>> ListServicePrincipalsAsync(string projectId, CancellationToken cancellation);

    /// <summary>Never repeated by the client: a lost answer throws <see cref="AtlasUnreachableException"/>, and the caller looks first.</summary>
    Task<AzureServicePrincipal> CreateServicePrincipalAsync(string projectId, ServicePrincipalRequest request, CancellationToken cancellation);

    /// <summary>Has Atlas sign in as the principal; once more changes nothing.</summary>
    Task<AzureServicePrincipal> AuthorizeServicePrincipalAsync(string projectId, string roleId, CancellationToken cancellation);

    /// <summary>Any operation; what comes back is made of dictionaries, lists, texts, numbers and booleans. One item for each of the list where all pages are wanted.</summary>
    IAsyncEnumerable<object?> InvokeAsync(AtlasRequest request, CancellationToken cancellation);
}
