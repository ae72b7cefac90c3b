using System.Security.Cryptography;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>The world and the services around it.</summary>
internal sealed class SandboxServices : IDisposable
{
    public SandboxServices(SandboxOptions options, TimeProvider time)
    {
        Options = options;
        Time = time;
        World = new SandboxWorld(options, time);
        Tokens = new AzureTokens(World);
        Faults = new Faults(time);
        Recorder = options.KeepExchanges || options.RecordFile is not null ? new Recorder(options.RecordFile) : null;
    }

    public SandboxOptions Options { get; }

    public TimeProvider Time { get; }

    public SandboxWorld World { get; }

    public AzureTokens Tokens { get; }

    public string IdentityHeader { get; } = RandomNumberGenerator.GetHexString(32);

    public RequestLog Requests { get; } = new();

    public Faults Faults { get; }

    public Gate Gate { get; } = new();

    public Recorder? Recorder { get; }

    public void Dispose() => Recorder?.Dispose();
}
