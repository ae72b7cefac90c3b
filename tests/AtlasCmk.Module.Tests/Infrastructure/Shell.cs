using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A runspace of the whole shell, with the module imported as it ships.</summary>
internal sealed class Shell : IDisposable
{
    private readonly Runspace _runspace;
    private readonly ShellHost? _host;

    /// <param name="import">Whether to import the module.</param>
    /// <param name="answer">Who answers questions; null for a host that cannot ask.</param>
    /// <param name="host">Another host than that; null for the usual one.</param>
    public Shell(bool import = true, Func<string, bool>? answer = null, PSHost? host = null)
    {
        // The commands of the shell are there from the start, and none of its modules is imported first: less than half of the time.
        var state = InitialSessionState.CreateDefault();
        _host = answer is null ? null : new(answer);
        _runspace = (host ?? _host) is { } asked ? RunspaceFactory.CreateRunspace(asked, state) : RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        if (import)
        {
            Run(Repository.Import).Succeeded();
        }
    }

    public IReadOnlyList<string> Questions => _host?.Questions ?? [];

    /// <summary>A shell that is signed in to a Sandbox, and knows it as <c>$Sandbox</c>.</summary>
    public static Shell ConnectedTo(SandboxWorld sandbox, Func<string, bool>? answer = null, PSHost? host = null)
    {
        var shell = new Shell(answer: answer, host: host);
        shell.Set("Sandbox", sandbox.File);
        shell.Run("Connect-Atlas -Sandbox $Sandbox").Succeeded();
        return shell;
    }

    public void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>For the engine's own functions that look commands up in the thread's runspace.</summary>
    public T InRunspace<T>(Func<T> work)
    {
        var previous = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = _runspace;
        try
        {
            return work();
        }
        finally
        {
            Runspace.DefaultRunspace = previous;
        }
    }

    public PowerShell Prepare(string script)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        return shell;
    }

    public ShellRun Run(string script)
    {
        using var shell = Prepare(script);
        using var output = new PSDataCollection<PSObject>();
        ErrorRecord? ending = null;
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            ending = e.ErrorRecord;
        }

        return new(output, shell.Streams, ending);
    }

    /// <summary>The one error with which a script has to end.</summary>
    public ErrorRecord Refuse(string script)
    {
        var run = Run($"$ErrorActionPreference = 'Continue'; try {{ {script} }} catch {{ 'ended'; $_ }}");
        return run.Output is [{ BaseObject: "ended" }, { BaseObject: ErrorRecord record }] && run.Errors.Count == 0
            ? record
            : throw new InvalidOperationException($"The script did not end with one error: {string.Join(" | ", run.Output.Concat<object>(run.Errors))}. "
                + "For errors that do not end it, use Run(…).Errors.");
    }

    public void Dispose() => _runspace.Dispose();
}
