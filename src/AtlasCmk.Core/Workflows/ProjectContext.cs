using AtlasCmk.Ports;

namespace AtlasCmk.Workflows;

/// <summary>One project as the workflows of one command see it: its session, and the reads and polls that they share.</summary>
internal sealed class ProjectContext
{
    private readonly Lazy<Task<EncryptionAtRest>> _firstEncryption;
    private readonly Lazy<Task<IReadOnlyList<AkvPrivateEndpoint>>> _firstEndpoints;
    private readonly Lazy<Task<IReadOnlyList<AtlasCluster>>> _firstClusters;
    private readonly FreshLook<IReadOnlyList<AkvPrivateEndpoint>> _endpointsNow;

    public ProjectContext(SessionContext session, string projectId)
    {
        (Session, ProjectId) = (session, projectId);
        Endpoints = new(ReadEndpointsAsync, Time, Cancellation);
        Clusters = new(ReadClustersAsync, Time, Cancellation);
        Encryption = new(ReadEncryptionAsync, Time, Cancellation);
        _firstEncryption = new(() => ReadEncryptionAsync(Cancellation));
        _firstEndpoints = new(() => ReadEndpointsAsync(Cancellation));
        _endpointsNow = new(() => ReadEndpointsAsync(Cancellation));
        _firstClusters = new(() => ReadClustersAsync(Cancellation));
    }

    public SessionContext Session { get; }

    public string ProjectId { get; }

    public IAtlasApi Atlas => Session.Atlas;

    /// <inheritdoc cref="SessionContext.KeyVault"/>
    public IKeyVaultApi KeyVault => Session.KeyVault;

    /// <inheritdoc cref="SessionContext.Keys"/>
    public IKeyVaultKeysApi Keys => Session.Keys;

    public IEntraApi Entra => Session.Entra;

    public IOperationLog Log => Session.Log;

    public TimeProvider Time => Session.Time;

    public CancellationToken Cancellation => Session.Cancellation;

    /// <summary>The poll that all waits for an endpoint of this project share.</summary>
    public SharedPoll<IReadOnlyList<AkvPrivateEndpoint>> Endpoints { get; }

    /// <summary>The poll that all waits for a cluster of this project share.</summary>
    public SharedPoll<IReadOnlyList<AtlasCluster>> Clusters { get; }

    /// <summary>The poll for the key's validity. Asking makes Atlas validate the key.</summary>
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

    private Task<EncryptionAtRest> ReadEncryptionAsync(CancellationToken cancellation) => Atlas.GetEncryptionAtRestAsync(ProjectId, cancellation);

    private Task<IReadOnlyList<AkvPrivateEndpoint>> ReadEndpointsAsync(CancellationToken cancellation) => Atlas.ListPrivateEndpointsAsync(ProjectId, cancellation);

    private Task<IReadOnlyList<AtlasCluster>> ReadClustersAsync(CancellationToken cancellation) => Atlas.ListClustersAsync(ProjectId, cancellation);
}
