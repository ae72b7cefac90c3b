using System.Diagnostics;
using System.Text.Json;
using AtlasCmk.Sandbox.Hosting;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The traffic of the quickstart, with the module in a separate process.</summary>
internal static class QuickstartRecord
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<Task<IReadOnlyList<Exchange>>> s_exchanges = new(RunAsync);

    /// <summary>Run once, and only where a test asks.</summary>
    internal static Task<IReadOnlyList<Exchange>> ExchangesAsync() => s_exchanges.Value;

    private static async Task<IReadOnlyList<Exchange>> RunAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var program = BuiltSandbox.Start("--record", file, "--provisioning", "300");
            using var limit = new CancellationTokenSource(s_limit);
            var (output, errors) = (program.StandardOutput.ReadToEndAsync(limit.Token), program.StandardError.ReadToEndAsync(limit.Token));
            await EndAsync(program, limit.Token);
            Assert.True(program.ExitCode == 0, $"The quickstart ended with {program.ExitCode}: {await errors}\n{await output}");
            return [.. (await File.ReadAllLinesAsync(file, limit.Token)).Select(line => JsonSerializer.Deserialize<Exchange>(line, s_json)!)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task EndAsync(Process program, CancellationToken limit)
    {
        try
        {
            await program.WaitForExitAsync(limit);
        }
        catch (OperationCanceledException)
        {
            program.Kill(entireProcessTree: true);
            throw;
        }
    }
}
