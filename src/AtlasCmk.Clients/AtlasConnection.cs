using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>The two clouds of a session. The clients of each cloud are created at its first request, and all commands share them.</summary>
internal sealed class AtlasConnection : IAtlasConnection
{
    private readonly ConnectionOptions _options;
    private readonly HttpMessageHandler _transport;
    private readonly ExchangeLog? _exchanges;
    private readonly Lazy<AtlasInvoker> _atlas;
    private readonly Lazy<HttpClientTransport> _azureTransport;
    private readonly Lazy<TokenCredential> _azureCredential;
    private readonly Lazy<HttpPipeline> _resourceManager;
    private readonly Lazy<HttpPipeline> _vaults;
    private readonly Lazy<HttpPipeline> _graph;
    private readonly ClientSecretChecks _checks;
    private volatile bool _ended;

    public AtlasConnection(ConnectionOptions options)
    {
        _options = options;
        _checks = new(options.Time);
        var secrets = SessionSecrets.Of(options);
        var transport = new BodyHandler(Transport.Create(options), secrets);
        _exchanges = options.ExchangeLogPath is { } folder ? new(folder, options, secrets) : null;
        _transport = _exchanges is null ? transport : new ExchangeHandler(transport, _exchanges);
        _atlas = new(() => AtlasHttp.Build(options, _transport));
        // Azure.Core limits the time of each try.
        _azureTransport = new(() => new(new HttpClient(_transport, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan }));
        // One credential for all of Azure, so that everything uses the same identity.
        _azureCredential = new(() => AzureCredentials.Create(options, _azureTransport.Value));
        _resourceManager = new(() => AzurePipeline.ForResourceManager(options, _azureTransport.Value, _azureCredential.Value));
        _vaults = new(() => AzurePipeline.ForVaults(options, _azureTransport.Value, _azureCredential.Value));
        _graph = new(() => AzurePipeline.ForGraph(options, _azureTransport.Value, _azureCredential.Value));
    }

    public IAtlasApi OpenAtlas(IOperationLog log)
    {
        ThrowIfUnusable();
        return new AtlasApi(_atlas.Value, _options, log);
    }

    public IKeyVaultApi OpenKeyVault(IOperationLog log)
    {
        ThrowIfUnusable();
        return new KeyVaultApi(_resourceManager.Value, _options, log);
    }

    public IKeyVaultKeysApi OpenKeys(IOperationLog log)
    {
        ThrowIfUnusable();
        return new KeyVaultKeysApi(_vaults.Value, _options, log);
    }

    public IEntraApi OpenEntra(IOperationLog log)
    {
        ThrowIfUnusable();
        return new EntraApi(_azureTransport.Value, () => _azureCredential.Value, _checks, _options, log);
    }

    public IApplicationApi OpenApplications(IOperationLog log)
    {
        ThrowIfUnusable();
        return new ApplicationApi(_graph.Value, _options, log);
    }

    public int RequestsHeldByLimits => _atlas.IsValueCreated ? _atlas.Value.Held : 0;

    public Task SignOutAsync(IOperationLog log, CancellationToken cancellation)
    {
        _ended = true;
        return _atlas.IsValueCreated ? _atlas.Value.SignOutAsync(log, cancellation) : Task.CompletedTask;
    }

    public void Dispose()
    {
        _ended = true;
        if (_atlas.IsValueCreated)
        {
            _atlas.Value.Dispose();
        }

        _transport.Dispose();
    }

    private void ThrowIfUnusable()
    {
        if (_ended)
        {
            throw SessionErrors.SessionEndedMeanwhile();
        }

        _exchanges?.ThrowIfBroken();
    }
}
