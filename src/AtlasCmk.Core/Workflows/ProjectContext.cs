using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>The context of one project in a command: its session, and the shared reads and polls.</summary>
internal sealed class ProjectContext
{
    private readonly Lazy<Task<EncryptionAtRest>> _firstEncryption;
    private readonly Lazy<Task<IReadOnlyList<AkvPrivateEndpoint>>> _firstEndpoints;
    private readonly Lazy<Task<IReadOnlyList<AtlasCluster>>> _firstClusters;
    private readonly CoalescedRead<IReadOnlyList<AkvPrivateEndpoint>> _endpointsNow;

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

    /// <summary>The shared poll for all waits for an endpoint of this project.</summary>
    public SharedPoll<IReadOnlyList<AkvPrivateEndpoint>> Endpoints { get; }

    /// <summary>The shared poll for all waits for a cluster of this project.</summary>
    public SharedPoll<IReadOnlyList<AtlasCluster>> Clusters { get; }

    /// <summary>The shared poll for the key's validity. Reading makes Atlas validate the key.</summary>
    public SharedPoll<EncryptionAtRest> Encryption { get; }

    /// <summary>The project's encryption settings at the command's first read. Sufficient for settings that cannot change with endpoints, such as the vault.</summary>
    public Task<EncryptionAtRest> EncryptionAtFirstAsync() => _firstEncryption.Value;

    /// <summary>The project's endpoints at the command's first read. One request for all regions.</summary>
    public Task<IReadOnlyList<AkvPrivateEndpoint>> EndpointsAtFirstAsync() => _firstEndpoints.Value;

    /// <summary>The project's current endpoints, because an earlier command of the pipeline can have changed them since this command began.</summary>
    public Task<IReadOnlyList<AkvPrivateEndpoint>> EndpointsNowAsync() => _endpointsNow.NowAsync();

    /// <summary>The project's dedicated and shared clusters at the command's first read.</summary>
    public Task<IReadOnlyList<AtlasCluster>> ClustersAtFirstAsync() => _firstClusters.Value;

    /// <summary>The project's current key and clusters, with two requests.</summary>
    public async Task<EncryptionStatus> EncryptionStatusAsync(CancellationToken cancellation)
    {
        var (encryption, clusters) = (ReadEncryptionAsync(cancellation), ReadClustersAsync(cancellation));
        await Task.WhenAll(encryption, clusters).ConfigureAwait(false);
        return new(await encryption.ConfigureAwait(false), await clusters.ConfigureAwait(false));
    }

    public Waiter<T> Waiter<T>(SharedPoll<T> poll) => new(poll, Time, Log);

    private Task<EncryptionAtRest> ReadEncryptionAsync(CancellationToken cancellation) => Atlas.GetEncryptionAtRestAsync(ProjectId, cancellation);

    private Task<IReadOnlyList<AkvPrivateEndpoint>> ReadEndpointsAsync(CancellationToken cancellation) => Atlas.ListPrivateEndpointsAsync(ProjectId, cancellation);

    private Task<IReadOnlyList<AtlasCluster>> ReadClustersAsync(CancellationToken cancellation) => Atlas.ListClustersAsync(ProjectId, cancellation);
}
