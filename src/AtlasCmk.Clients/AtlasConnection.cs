using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>The two clouds of one session: what each cloud needs is made when it is first spoken to, and shared by all commands.</summary>
internal sealed class AtlasConnection : IAtlasConnection
{
    private readonly ConnectionOptions _options;
    private readonly SocketsHttpHandler _transport;
    private readonly Lazy<AtlasInvoker> _atlas;
    private readonly Lazy<HttpPipeline> _arm;
    private volatile bool _ended;

    public AtlasConnection(ConnectionOptions options)
    {
        _options = options;
        _transport = Transport.Create(options);
        _atlas = new(() => AtlasHttp.Build(options, _transport));
        _arm = new(CreateArm);
    }

    public IAtlasApi OpenAtlas(IOperationLog log)
    {
        ThrowIfEnded();
        return new AtlasApi(_atlas.Value, _options, log);
    }

    public IKeyVaultApi OpenKeyVault(IOperationLog log)
    {
        ThrowIfEnded();
        return new KeyVaultApi(_arm.Value, _options, log);
    }

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

    private void ThrowIfEnded()
    {
        if (_ended)
        {
            throw Failures.SessionEndedMeanwhile();
        }
    }

    private HttpPipeline CreateArm()
    {
        // Azure.Core bounds each try itself.
        var transport = new HttpClientTransport(new HttpClient(_transport, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
        return ArmPipeline.Build(_options, transport, AzureCredentials.Create(_options, transport));
    }
}
