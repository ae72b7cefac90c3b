using System.Runtime.InteropServices;
using AtlasCmk.Sandbox.Hosting;

namespace AtlasCmk.Sandbox.Shell;

/// <summary>Runs the command line and returns the exit code.</summary>
/// <param name="output">Standard output.</param>
/// <param name="errors">Standard error.</param>
/// <param name="home">The folder where the search for the module begins. It continues in the parent folders.</param>
/// <param name="shell">Runs a script with the module and the Sandbox's file, and returns its exit code.</param>
internal sealed class SandboxProgram(TextWriter output, TextWriter errors, string home, Func<ModuleManifest, string, string, int> shell)
{
    public const int UsageMistake = 2;
    private const int Failed = 1;

    /// <summary>The exit code of a shell after Ctrl+C: 128 plus the signal number.</summary>
    private const int Interrupted = 130;
    private const int Terminated = 143;

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        try
        {
            return await RunAsync(SandboxArguments.Parse(arguments), stop);
        }
        catch (UsageException mistake)
        {
            errors.WriteLine(mistake.Message);
            errors.WriteLine();
            errors.WriteLine(SandboxArguments.Usage);
            return UsageMistake;
        }
        catch (IOException trouble)
        {
            // For example, a port in use or a file that cannot be written.
            return Fail(trouble.Message);
        }
    }

    private async Task<int> RunAsync(SandboxArguments parsed, CancellationToken stop)
    {
        try
        {
            var manifest = ModuleManifest.FindAbove(home);
            return parsed.Action switch
            {
                SandboxAction.Help => ShowUsage(),
                SandboxAction.Serve => await ServeAsync(parsed, manifest, stop),
                SandboxAction.ServeWorlds => await ServeWorldsAsync(parsed.Options.Port, stop),
                _ when manifest is null => Fail(ModuleManifest.Missing),
                _ when !manifest.IsBuilt => Fail(manifest.NotBuilt),
                SandboxAction.Run => await RunScriptAsync(parsed, manifest, parsed.Script!, stop),
                _ => await RunScriptAsync(parsed, manifest, manifest.Quickstart, stop),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped during the start. For serve this is success. A script that did not run was interrupted.
            return parsed.Action is SandboxAction.Serve or SandboxAction.ServeWorlds ? 0 : Interrupted;
        }
    }

    private int ShowUsage()
    {
        output.WriteLine(SandboxArguments.Usage);
        return 0;
    }

    private async Task<int> ServeAsync(SandboxArguments parsed, ModuleManifest? manifest, CancellationToken stop)
    {
        await using var server = await SandboxServer.StartAsync(parsed.Options, cancellationToken: stop);
        return await ServeAsync(server.Description.ToJson(), PastedLines.Of(manifest, server.DescriptionFile), stop);
    }

    private async Task<int> ServeWorldsAsync(int port, CancellationToken stop)
    {
        await using var server = await WorldsServer.StartAsync(port, stop);
        return await ServeAsync(server.Description, ["POST a JSON array of options to create a world. DELETE its Location to delete it."], stop);
    }

    private async Task<int> ServeAsync(string description, IEnumerable<string> advice, CancellationToken stop)
    {
        await output.WriteLineAsync(description);
        await output.FlushAsync(CancellationToken.None);
        foreach (var line in advice)
        {
            errors.WriteLine(line);
        }

        errors.WriteLine("Ctrl+C stops it.");
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        return 0;
    }

    private async Task<int> RunScriptAsync(SandboxArguments parsed, ModuleManifest manifest, string script, CancellationToken stop)
    {
        var path = Path.GetFullPath(script);
        if (!File.Exists(path))
        {
            throw new UsageException($"Script {script} was not found.");
        }

        await using var server = await SandboxServer.StartAsync(parsed.Options, cancellationToken: stop);
        stop.ThrowIfCancellationRequested();

        // The shell handles Ctrl+C itself. It has no way to be terminated with its files deleted.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ =>
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Environment.Exit(Terminated);
        });
        var exitCode = shell(manifest, path, server.DescriptionFile);
        return stop.IsCancellationRequested ? Interrupted : exitCode;
    }

    private int Fail(string message)
    {
        errors.WriteLine(message);
        return Failed;
    }
}

/// <summary>Lines to paste into your own shell: the connection, and the variables that README.md uses.</summary>
/// <remarks>The lines read secrets from the file, because terminal output often stays in logs.</remarks>
internal static class PastedLines
{
    public static IEnumerable<string> Of(ModuleManifest? manifest, string file) =>
    [
        manifest is null ? ModuleManifest.Missing : $"Import-Module {Quoted(manifest.Path)}",
        $"Connect-Atlas -Sandbox {Quoted(file)}",
        $"$world = Get-Content {Quoted(file)} | ConvertFrom-Json; $key = $old = $world.keyIdentifier",
        "$application = [pscredential]::new($world.azureClientId, (ConvertTo-SecureString $world.azureClientSecret -AsPlainText))",
        "$vault = @{ ResourceGroupName = $world.resourceGroup; SubscriptionId = $world.subscriptionId; TenantId = $world.tenantId; AzureCredential = $application }",
    ];

    private static string Quoted(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
