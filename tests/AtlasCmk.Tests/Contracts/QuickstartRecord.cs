using System.Diagnostics;
using System.Text.Json;
using AtlasCmk.Sandbox.Hosting;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>One run of the quickstart in the Sandbox's own shell.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
/// <param name="Exchanges">The traffic with Atlas and Azure.</param>
internal sealed record QuickstartRecord(string Output, string Errors, IReadOnlyList<Exchange> Exchanges)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private static readonly Lazy<Task<QuickstartRecord>> s_record = new(RunAsync);

    /// <summary>Run once, and only where a test asks.</summary>
    internal static Task<QuickstartRecord> GetAsync() => s_record.Value;

    internal static async Task<IReadOnlyList<Exchange>> ExchangesAsync() => (await GetAsync()).Exchanges;

    private static async Task<QuickstartRecord> RunAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var program = BuiltSandbox.Start("--record", file, "--provisioning", "300");
            using var limit = new CancellationTokenSource(s_limit);
            var (output, errors) = (program.StandardOutput.ReadToEndAsync(limit.Token), program.StandardError.ReadToEndAsync(limit.Token));
            await EndAsync(program, limit.Token);
            Assert.True(program.ExitCode == 0, $"The quickstart ended with {program.ExitCode}: {await errors}\n{await output}");
            var lines = await File.ReadAllLinesAsync(file, limit.Token);
            return new(await output, await errors, [.. lines.Select(line => JsonSerializer.Deserialize<Exchange>(line, s_json)!)]);
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
