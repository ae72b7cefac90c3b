using System.Diagnostics;
using System.Text.Json;
using AtlasCmk.Sandbox.Hosting;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The serving program, as a user starts it in a separate shell.</summary>
internal sealed class ServedSandbox : IAsyncDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly Process _program;

    private ServedSandbox(Process program, SandboxDescription world) => (_program, World) = (program, world);

    public SandboxDescription World { get; }

    public static async Task<ServedSandbox> StartAsync(params IEnumerable<string> arguments)
    {
        var program = BuiltSandbox.Start(["serve", .. arguments]);
        var line = await program.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"The Sandbox said nothing of itself: {await program.StandardError.ReadToEndAsync()}");
        return new(program, JsonSerializer.Deserialize<SandboxDescription>(line, s_json)!);
    }

    public async ValueTask DisposeAsync()
    {
        _program.Kill();
        await _program.WaitForExitAsync();
        _program.Dispose();

        // Killed, it cannot tidy up after itself.
        Directory.Delete(Path.GetDirectoryName(World.CaCertificate)!, recursive: true);
    }
}
