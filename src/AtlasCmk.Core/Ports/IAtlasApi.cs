namespace AtlasCmk.Ports;

/// <summary>The operations of the Atlas Administration API that workflows use. Lists contain all pages.</summary>
internal interface IAtlasApi
{
    Task<AtlasProject> GetProjectAsync(string projectId, CancellationToken cancellation);

    /// <summary>Page by page, so that a caller can stop early.</summary>
    IAsyncEnumerable<AtlasProject> ListProjectsAsync(CancellationToken cancellation);

    /// <summary>The first page of the projects that the credentials can read, and their total number according to Atlas.</summary>
    Task<ProjectList> ListFirstProjectsAsync(CancellationToken cancellation);

    /// <summary>All projects that the credentials can read, and their total number according to Atlas.</summary>
    Task<ProjectList> ListAllProjectsAsync(CancellationToken cancellation);

    /// <summary>The organizations that the credentials can read, by ID and name.</summary>
    Task<IReadOnlyList<(string Id, string Name)>> ListOrganizationsAsync(CancellationToken cancellation);

    Task<EncryptionAtRest> GetEncryptionAtRestAsync(string projectId, CancellationToken cancellation);

    Task<EncryptionAtRest> UpdateEncryptionAtRestAsync(string projectId, EncryptionAtRestChange change, CancellationToken cancellation);

    Task<IReadOnlyList<AkvPrivateEndpoint>> ListPrivateEndpointsAsync(string projectId, CancellationToken cancellation);

    /// <summary>Throws <see cref="AtlasApiException"/> with status 404 for an unknown id.</summary>
    Task<AkvPrivateEndpoint> GetPrivateEndpointAsync(string projectId, string endpointId, CancellationToken cancellation);

    /// <summary>The client does not retry it: a lost response throws <see cref="AtlasUnreachableException"/>, and the caller checks first.</summary>
    Task<AkvPrivateEndpoint> CreatePrivateEndpointAsync(string projectId, string regionName, CancellationToken cancellation);

    Task DeletePrivateEndpointAsync(string projectId, string endpointId, CancellationToken cancellation);

    /// <summary>Dedicated and shared clusters. Flex and serverless clusters have separate lists.</summary>
    Task<IReadOnlyList<AtlasCluster>> ListClustersAsync(string projectId, CancellationToken cancellation);

    /// <summary>A dedicated or shared cluster by name. Null if the project has no cluster with this name.</summary>
    Task<AtlasCluster?> FindClusterAsync(string projectId, string clusterName, CancellationToken cancellation);

    Task<IReadOnlyList<AtlasCluster>> ListFlexClustersAsync(string projectId, CancellationToken cancellation);

    Task<IReadOnlyList<AtlasCluster>> ListServerlessInstancesAsync(string projectId, CancellationToken cancellation);

    Task<AtlasCluster> UpdateClusterEncryptionAsync(string projectId, string clusterName, string encryptionAtRestProvider, CancellationToken cancellation);

    /// <summary>Deleted dedicated clusters with retained backups.</summary>
    Task<IReadOnlyList<AtlasCluster>> ListDeletedClustersWithBackupsAsync(string projectId, CancellationToken cancellation);

    /// <summary>All snapshots of a cluster. Sharded clusters have a separate list.</summary>
    Task<IReadOnlyList<BackupSnapshot>> ListSnapshotsAsync(AtlasCluster cluster, CancellationToken cancellation);

    /// <summary>Whether a Backup Compliance Policy requires encryption at rest.</summary>
    Task<bool> RequiresEncryptionByBackupPolicyAsync(string projectId, CancellationToken cancellation);

    /// <summary>The key provider of a cluster's search nodes, in Atlas's spelling. Null if it has no search nodes.</summary>
    Task<string?> GetSearchNodeEncryptionAsync(AtlasCluster cluster, CancellationToken cancellation);

    /// <summary>The project's events of these types since a time. Atlas can return more.</summary>
    Task<IReadOnlyList<ProjectEvent>> ListEventsAsync(string projectId, IReadOnlyList<string> typeNames, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>The Azure service principals that the project can use. Roles in other clouds are omitted.</summary>
    Task<IReadOnlyList<AzureServicePrincipal>> ListServicePrincipalsAsync(string projectId, CancellationToken cancellation);

    /// <summary>The client does not retry it: a lost response throws <see cref="AtlasUnreachableException"/>, and the caller checks first.</summary>
    Task<AzureServicePrincipal> CreateServicePrincipalAsync(string projectId, ServicePrincipalRequest request, CancellationToken cancellation);

    /// <summary>Makes Atlas sign in as the principal. Repeating it changes nothing.</summary>
    Task<AzureServicePrincipal> AuthorizeServicePrincipalAsync(string projectId, string roleId, CancellationToken cancellation);

    /// <summary>Any operation. The result consists of dictionaries, lists, strings, numbers and booleans. With all pages, one result per list item.</summary>
    IAsyncEnumerable<object?> InvokeAsync(AtlasRequest request, CancellationToken cancellation);
}
