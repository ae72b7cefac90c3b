using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Xml.Linq;
using AtlasCmk.Sandbox.Shell;
using AtlasCmk.Sandbox.Shell.Engine;
using AtlasCmk.Tests.Conventions;
using AtlasCmk.Tests.Sandbox;

namespace AtlasCmk.Tests.Display;

/// <summary>The engine's own formatter, with the module's views, on a terminal of any width.</summary>
internal sealed class Printer : IDisposable
{
    private readonly SharedText _out = new();
    private readonly Runspace _runspace;
    private string? _views;

    /// <param name="width">The columns of the terminal.</param>
    /// <param name="colours">Whether it shows colors.</param>
    /// <param name="control">The kind of view that is used alone, for example ListControl, as Format-List uses it; null for the shell's own choice.</param>
    public Printer(int width = 120, bool colours = false, string? control = null)
    {
        var state = InitialSessionState.CreateDefault2();
        state.Types.Add(new SessionStateTypeEntry(File("AtlasCmk.Types.ps1xml")));
        state.Formats.Add(new SessionStateFormatEntry(Views(control)));
        var terminal = new Terminal { Out = _out, Error = _out, In = TextReader.Null, Width = width, HasColours = colours };
        _runspace = RunspaceFactory.CreateRunspace(new ShellHost(new(terminal)), state);
        _runspace.Open();
    }

    public static string File(string name) => Path.Combine(Product.Folder, "module", name);

    public IReadOnlyList<PSObject> Run(string script, params object[] input)
    {
        using var shell = PowerShell.Create(_runspace);
        var output = shell.AddScript(script).Invoke(input);
        return shell.HadErrors ? throw new InvalidOperationException(string.Join(" | ", shell.Streams.Error)) : output;
    }

    /// <summary>What is on the terminal when it is printed.</summary>
    public string Print(params object[] outputs)
    {
        var before = _out.ToString().Length;
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default").Invoke(outputs);
        return _out.ToString()[before..];
    }

    public void Dispose()
    {
        _runspace.Dispose();
        _out.Dispose();
        if (_views is not null)
        {
            System.IO.File.Delete(_views);
        }
    }

    private string Views(string? control)
    {
        if (control is null)
        {
            return File("AtlasCmk.Format.ps1xml");
        }

        var format = XElement.Load(File("AtlasCmk.Format.ps1xml"));
        format.Descendants("View").Where(v => v.Element(control) is null).Remove();
        _views = Path.ChangeExtension(Path.GetTempFileName(), ".ps1xml");
        format.Save(_views);
        return _views;
    }
}
