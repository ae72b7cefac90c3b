using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Tests.Clients;

/// <summary>A session's connection to a Sandbox in this process, over the real transport; one clock for both sides.</summary>
internal sealed class SandboxSession : IAsyncDisposable
{
    private SandboxSession(SandboxServer server, TimeProvider time)
    {
        (Server, Time) = (server, time);
        var world = server.Description;
        Connection = new AtlasConnection(new ConnectionOptions
        {
            Atlas = new(world.PublicKey, HttpSetup.Secure(world.PrivateKey)),
            Azure = new(AzureAuthentication.AccessToken) { AccessToken = HttpSetup.Secure(world.AzureAccessToken), KeyVaultAccessToken = HttpSetup.Secure(world.KeyVaultAccessToken) },
            Sandbox = new(server.DescriptionFile, world.Port, world.CaCertificate),
            Time = time,
        });
        Atlas = Connection.OpenAtlas(Log);
    }

    public SandboxServer Server { get; }

    public TimeProvider Time { get; }

    public AtlasConnection Connection { get; }

    public IAtlasApi Atlas { get; }

    public KeptLog Log { get; } = new();

    public string ProjectId => Server.Description.ProjectId;

    public int OnTheWire => Server.Requests.Total;

    public static async Task<SandboxSession> StartAsync(TimeProvider time, SandboxOptions options) =>
        new(await SandboxServer.StartAsync(options, time), time);

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        await Server.DisposeAsync();
    }
}
