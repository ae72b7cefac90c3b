using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace AtlasCmk.Sandbox.Shell.Engine;

/// <summary>One session of the real engine, shown on a terminal.</summary>
internal sealed class PowerShellEngine : IDisposable
{
    private const int Failed = 1;

    /// <summary>What a shell ends with after Ctrl+C: 128 and the number of the signal.</summary>
    public const int Interrupted = 130;

    private readonly ShellInterface _interface;
    private readonly ShellHost _host;
    private readonly Runspace _runspace;

    public PowerShellEngine(Terminal terminal)
    {
        _interface = new ShellInterface(terminal);
        _host = new ShellHost(_interface);

        // CreateDefault wants the console host's own assembly, which is part of the shell and not of the engine.
        _runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        _runspace.Open();
    }

    public void SetVariable(string name, object value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <returns>What the import failed with, or null.</returns>
    public async Task<string?> ImportModuleAsync(string manifest)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop);
        try
        {
            await shell.InvokeAsync();
            return null;
        }
        catch (RuntimeException error)
        {
            return error.Message;
        }
    }

    /// <summary>Runs a script as <c>pwsh -File</c> does, with those of the arguments that it has parameters for.</summary>
    /// <returns>The script's exit code; 1 where it ended with an error.</returns>
    public async Task<int> RunAsync(string script, IReadOnlyDictionary<string, object> arguments, CancellationToken stop)
    {
        var syntax = Parser.ParseFile(script, out _, out var mistakes);
        if (mistakes.Length > 0)
        {
            foreach (var mistake in mistakes)
            {
                _interface.WriteErrorLine($"{mistake.Extent.File}:{mistake.Extent.StartLineNumber}: {mistake.Message}");
            }

            return Failed;
        }

        using var shell = PowerShell.Create(_runspace);
        await using var registration = stop.Register(() => shell.BeginStop(null, null));

        // A script block, not the file: `exit` then ends the session with its code, as it ends a shell.
        shell.AddScript("param($Script, $Arguments) & $Script @Arguments", useLocalScope: true)
            .AddArgument(syntax.GetScriptBlock())
            .AddArgument(Accepted(syntax, arguments));
        shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        try
        {
            // What is stopped before it begins would begin all the same.
            stop.ThrowIfCancellationRequested();
            await shell.InvokeAsync();
            return _host.ExitCode ?? 0;
        }
        catch (PipelineStoppedException)
        {
            return Interrupted;
        }
        catch (RuntimeException error)
        {
            Show(error.ErrorRecord);
            return Failed;
        }
        finally
        {
            _interface.End();
        }
    }

    public void Dispose() => _runspace.Dispose();

    private static Hashtable Accepted(ScriptBlockAst syntax, IReadOnlyDictionary<string, object> arguments)
    {
        var names = syntax.ParamBlock?.Parameters.Select(parameter => parameter.Name.VariablePath.UserPath) ?? [];
        var accepted = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names.Where(arguments.ContainsKey))
        {
            accepted[name] = arguments[name];
        }

        return accepted;
    }

    private void Show(ErrorRecord error)
    {
        using var shell = PowerShell.Create(_runspace);
        _interface.ShowsError = true;
        shell.AddCommand("Out-Default").Invoke(new[] { error });
        _interface.ShowsError = false;
    }
}
