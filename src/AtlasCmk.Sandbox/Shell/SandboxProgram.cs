using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.Shell.Engine;

namespace AtlasCmk.Sandbox.Shell;

/// <summary>What the program does with its command line, and what it ends with.</summary>
internal sealed class SandboxProgram(Terminal terminal, string home)
{
    public const int UsageMistake = 2;
    private const int Failed = 1;

    /// <param name="home">Where the search for the module begins; it goes upwards.</param>
    public static Task<int> RunAsync(Terminal terminal, IReadOnlyList<string> arguments, CancellationToken stop, string? home = null) =>
        new SandboxProgram(terminal, home ?? AppContext.BaseDirectory).RunAsync(arguments, stop);

    private async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        try
        {
            return await RunAsync(SandboxArguments.Parse(arguments), stop);
        }
        catch (UsageException mistake)
        {
            terminal.Error.WriteLine(mistake.Message);
            terminal.Error.WriteLine();
            terminal.Error.WriteLine(SandboxArguments.Usage);
            return UsageMistake;
        }
        catch (IOException trouble)
        {
            // A port that is taken, a file that cannot be written.
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
                SandboxAction.Run => await RunScriptAsync(parsed, manifest, parsed.Script!, stop),
                _ => await RunScriptAsync(parsed, manifest, manifest.Quickstart, stop),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before it had started: to serve until then is what was asked for, and a script that never ran was interrupted.
            return parsed.Action is SandboxAction.Serve or SandboxAction.ServeWorlds ? 0 : PowerShellEngine.Interrupted;
        }
    }

    private int ShowUsage()
    {
        terminal.Out.WriteLine(SandboxArguments.Usage);
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
        return await ServeAsync(server.Description, ["POST a JSON array of options to make a world; DELETE its Location to end it."], stop);
    }

    private async Task<int> ServeAsync(string description, IEnumerable<string> advice, CancellationToken stop)
    {
        await terminal.Out.WriteLineAsync(description);
        await terminal.Out.FlushAsync(CancellationToken.None);
        foreach (var line in advice)
        {
            terminal.Error.WriteLine(line);
        }

        terminal.Error.WriteLine("Ctrl+C stops it.");
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, TaskScheduler.Default);
        return 0;
    }

    private async Task<int> RunScriptAsync(SandboxArguments parsed, ModuleManifest manifest, string script, CancellationToken stop)
    {
        var path = Path.GetFullPath(script);
        if (!File.Exists(path))
        {
            throw new UsageException($"There is no script {script}.");
        }

        await using var server = await SandboxServer.StartAsync(parsed.Options, cancellationToken: stop);
        using var engine = new PowerShellEngine(terminal);
        if (await engine.ImportModuleAsync(manifest.Path) is { } trouble)
        {
            return Fail($"{manifest.Path} cannot be imported (is it built? dotnet build AtlasCmk.sln): {trouble}");
        }

        engine.SetVariable("Sandbox", server.DescriptionFile);
        return await engine.RunAsync(path, new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase) { ["Sandbox"] = server.DescriptionFile }, stop);
    }

    private int Fail(string message)
    {
        terminal.Error.WriteLine(message);
        return Failed;
    }
}
