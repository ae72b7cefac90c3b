using AtlasCmk.Ports;

namespace AtlasCmk.Workflows;

/// <summary>One project as the workflows of one command see it: its two clouds, the clock, and the looks that they share.</summary>
internal sealed class ProjectWork
{
    public ProjectWork(string projectId, IAtlasApi atlas, Func<IKeyVaultApi> keyVault, Func<IKeyVaultKeysApi> keys, Func<IEntraApi> entra, IOperationLog log, TimeProvider time, CancellationToken cancellation)
    {
        ProjectId = projectId;
        Atlas = atlas;
        _keyVault = new(keyVault);
        _keys = new(keys);
        _entra = new(entra);
        Log = log;
        Time = time;
        Cancellation = cancellation;
        Endpoints = new(c => atlas.ListPrivateEndpointsAsync(projectId, c), time, cancellation);
        Clusters = new(c => atlas.ListClustersAsync(projectId, c), time, cancellation);
        Encryption = new(c => atlas.GetEncryptionAtRestAsync(projectId, c), time, cancellation);
        _firstEncryption = new(() => atlas.GetEncryptionAtRestAsync(projectId, cancellation));
        _firstEndpoints = new(() => atlas.ListPrivateEndpointsAsync(projectId, cancellation));
        _endpointsNow = new(() => atlas.ListPrivateEndpointsAsync(projectId, cancellation));
        _firstClusters = new(() => atlas.ListClustersAsync(projectId, cancellation));
    }

    private readonly Lazy<IKeyVaultApi> _keyVault;
    private readonly Lazy<IKeyVaultKeysApi> _keys;
    private readonly Lazy<IEntraApi> _entra;
    private readonly Lazy<Task<EncryptionAtRest>> _firstEncryption;
    private readonly Lazy<Task<IReadOnlyList<AkvPrivateEndpoint>>> _firstEndpoints;
    private readonly Lazy<Task<IReadOnlyList<AtlasCluster>>> _firstClusters;
    private readonly FreshLook<IReadOnlyList<AkvPrivateEndpoint>> _endpointsNow;

    public string ProjectId { get; }

    public IAtlasApi Atlas { get; }

    /// <summary>Opened when it is first needed: most commands never ask Azure.</summary>
    public IKeyVaultApi KeyVault => _keyVault.Value;

    /// <summary>Opened when it is first needed, and reachable only where the vault's network lets this machine in.</summary>
    public IKeyVaultKeysApi Keys => _keys.Value;

    public IEntraApi Entra => _entra.Value;

    public IOperationLog Log { get; }

    public TimeProvider Time { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>The poll that everyone shares who waits for an endpoint of this project.</summary>
    public SharedPoll<IReadOnlyList<AkvPrivateEndpoint>> Endpoints { get; }

    /// <summary>The poll that everyone shares who waits for a cluster of this project.</summary>
    public SharedPoll<IReadOnlyList<AtlasCluster>> Clusters { get; }

    /// <summary>The poll for the key's validity. Asking makes Atlas look.</summary>
    public SharedPoll<EncryptionAtRest> Encryption { get; }

    /// <summary>The project's encryption as it was when this command first asked: enough for what cannot change under endpoints, such as the vault.</summary>
    public Task<EncryptionAtRest> EncryptionAtFirstAsync() => _firstEncryption.Value;

    /// <summary>The project's endpoints as they were when this command first asked; one request, however many regions are named.</summary>
    public Task<IReadOnlyList<AkvPrivateEndpoint>> EndpointsAtFirstAsync() => _firstEndpoints.Value;

    /// <summary>The project's endpoints as they are now: an earlier command of the pipeline may have made or changed one since this command began.</summary>
    public Task<IReadOnlyList<AkvPrivateEndpoint>> EndpointsNowAsync() => _endpointsNow.NowAsync();

    /// <summary>The project's dedicated and shared clusters as they were when this command first asked.</summary>
    public Task<IReadOnlyList<AtlasCluster>> ClustersAtFirstAsync() => _firstClusters.Value;

    public Waiter<T> Waiter<T>(SharedPoll<T> poll) => new(poll, Time, Log);
}
