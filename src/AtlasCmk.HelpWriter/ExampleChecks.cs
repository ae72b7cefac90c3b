using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace AtlasCmk.HelpWriter;

/// <summary>
/// Binds the commands of every example with PowerShell's static binder, in a runspace with the cmdlets. Nothing runs.
/// </summary>
internal sealed class ExampleChecks : IDisposable
{
    private const string NounPrefix = "-Atlas";

    private readonly HashSet<string> _names;
    private readonly string _qualifier;
    private readonly Runspace _runspace;
    private readonly Runspace? _previous = Runspace.DefaultRunspace;

    public ExampleChecks(IEnumerable<CmdletHelp> cmdlets, string module)
    {
        var commands = cmdlets.Select(c => c.Command).ToList();
        _names = new(commands.Select(c => c.Name), StringComparer.OrdinalIgnoreCase);
        _qualifier = module + "\\";
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(commands.Select(c => new SessionStateCmdletEntry(c.Name, c.ImplementingType, helpFileName: null)));
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();

        // The binder finds commands in the thread's runspace.
        Runspace.DefaultRunspace = _runspace;
    }

    public IEnumerable<HelpError> Check(CmdletHelp cmdlet) => cmdlet.Examples.SelectMany((e, i) => Check(cmdlet, e, i + 1));

    public void Dispose()
    {
        Runspace.DefaultRunspace = _previous;
        _runspace.Dispose();
    }

    private IEnumerable<HelpError> Check(CmdletHelp cmdlet, ExampleHelp example, int number)
    {
        HelpError Error(string code, string message) => new(cmdlet.TypeName, code, $"Example {number} of {cmdlet.Command.Name} {message}");

        if (example.Title.Length == 0 || example.Code.Length == 0)
        {
            yield return Error("HELP007", "needs a title, its first <para>, and a command, its first <code>.");
            yield break;
        }

        var script = Parser.ParseInput(Unqualified(example.Code), out _, out var parseErrors);
        if (parseErrors is [var first, ..])
        {
            yield return Error("HELP008", $"does not parse: {first.Message}");
            yield break;
        }

        var calls = script.FindAll(a => a is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>().ToList();
        foreach (var problem in calls.SelectMany(Problems))
        {
            yield return Error("HELP009", problem);
        }

        if (!calls.Any(c => cmdlet.Command.Name.Equals(c.GetCommandName(), StringComparison.OrdinalIgnoreCase)))
        {
            yield return Error("HELP010", "does not use the cmdlet.");
        }
    }

    private IEnumerable<string> Problems(CommandAst call)
    {
        if (call.GetCommandName() is not { } name)
        {
            return [];
        }

        if (_names.Contains(name))
        {
            return StaticParameterBinder.BindCommand(call, resolve: true).BindingExceptions.Values
                .Select(e => $"calls {name} wrongly, {e.CommandElement.Extent.Text}: {e.BindingException.Message}");
        }

        return name.Contains(NounPrefix, StringComparison.OrdinalIgnoreCase) ? [$"calls {name}, which the module does not have."] : [];
    }

    // The runspace has the cmdlets without their module, so that the build does not run the module's code.
    private string Unqualified(string code) => code.Replace(_qualifier, "", StringComparison.OrdinalIgnoreCase);
}
