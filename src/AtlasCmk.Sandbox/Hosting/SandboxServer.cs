using System.Text.Json;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;
using Microsoft.Extensions.Hosting;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>A world that is served on the loopback address until it is disposed.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly SandboxServices _services;
    private readonly CertificateAuthority _authority = new();
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("atlascmk-sandbox-");
    private readonly IHost _host;
    private ConnectProxy? _proxy;

    private SandboxServer(SandboxOptions options, TimeProvider time)
    {
        _services = new SandboxServices(options, time);
        WorldCommands.Execute(World, "setArm", JsonSerializer.SerializeToElement(options.Arm.ToDictionary(m => m.Name, m => bool.TryParse(m.Value, out var flag) ? flag : (object)m.Value)));
        WorldStages.Apply(World, options.Stage);
        _host = LoopbackHost.Build(kestrel => kestrel.ListenLocalhostOnly(options.Port, _authority), app => SandboxPipeline.Build(app, _services));
    }

    public SandboxWorld World => _services.World;

    public RequestLog Requests => _services.Requests;

    public Faults Faults => _services.Faults;

    public Gate Gate => _services.Gate;

    /// <summary>Empty unless recording is on.</summary>
    public IReadOnlyList<Exchange> Exchanges => _services.Recorder?.Snapshot() ?? [];

    public AzureTokens Tokens => _services.Tokens;

    /// <summary>The value of IDENTITY_HEADER on a machine with a managed identity. Its endpoint is <see cref="Face.IdentityEndpointPath"/>.</summary>
    public string IdentityHeader => _services.IdentityHeader;

    public SandboxDescription Description { get; private set; } = null!;

    /// <summary>The file with the description's one line, for <c>Connect-Atlas -Sandbox FILE</c>.</summary>
    public string DescriptionFile => Path.Combine(_files.FullName, "sandbox.json");

    public static async Task<SandboxServer> StartAsync(
        SandboxOptions? options = null, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var server = new SandboxServer(options ?? new SandboxOptions(), time ?? TimeProvider.System);
        try
        {
            await server._host.StartAsync(cancellationToken);
            server.Describe();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Requests that still wait at the gate would prevent the host from stopping.
        Gate.Open();
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        using (var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
        {
            await _host.StopAsync(hurry.Token);
        }

        _host.Dispose();
        _services.Dispose();
        _authority.Dispose();
        _files.Delete(recursive: true);
    }

    private void Describe()
    {
        var ports = LoopbackHost.PortsOf(_host);
        var certificate = Path.Combine(_files.FullName, "authority.pem");
        PrivateFile.Write(certificate, _authority.Pem);
        _proxy = _services.Options.Proxy ? new(Requests, ports[Uri.UriSchemeHttps]) : null;
        Description = SandboxDescription.Of(_services, ports[Uri.UriSchemeHttps], ports[Uri.UriSchemeHttp], certificate, _proxy);
        PrivateFile.Write(DescriptionFile, Description.ToJson() + "\n");
    }
}
