using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Xml.Linq;
using AtlasCmk.Tests.Conventions;
using NSubstitute;

namespace AtlasCmk.Tests.Display;

/// <summary>The engine's own formatter, with the module's views, on a terminal of any width.</summary>
internal sealed class Printer : IDisposable
{
    private readonly StringBuilder _out = new();
    private readonly bool _colours;
    private readonly Runspace _runspace;
    private string? _views;

    /// <param name="width">The columns of the terminal.</param>
    /// <param name="colors">Whether it shows colors.</param>
    /// <param name="control">The kind of view that is used alone, for example ListControl, as Format-List uses it; null for the shell's own choice.</param>
    public Printer(int width = 120, bool colors = false, string? control = null)
    {
        _colours = colors;
        var state = InitialSessionState.CreateDefault2();
        state.Types.Add(new SessionStateTypeEntry(File("AtlasCmk.Types.ps1xml")));
        state.Formats.Add(new SessionStateFormatEntry(Views(control)));
        _runspace = RunspaceFactory.CreateRunspace(Terminal(width), state);
        _runspace.Open();
    }

    public static string File(string name) => Path.Combine(Product.Folder, "module", name);

    public IReadOnlyList<PSObject> Run(string script, params object[] input)
    {
        using var shell = PowerShell.Create(_runspace);
        var output = shell.AddScript(script).Invoke(input);
        return shell.HadErrors ? throw new InvalidOperationException(string.Join(" | ", shell.Streams.Error)) : output;
    }

    /// <summary>The text on the terminal.</summary>
    public string Print(params object[] outputs)
    {
        _out.Clear();
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default").Invoke(outputs);

        // The formatter colors for every host alike; a host without colors takes them off.
        return _colours ? _out.ToString() : new StringDecorated(_out.ToString()).ToString(OutputRendering.PlainText);
    }

    public void Dispose()
    {
        _runspace.Dispose();
        if (_views is not null)
        {
            System.IO.File.Delete(_views);
        }
    }

    /// <summary>A host that can do nothing but show text: the console's own has the width of the real terminal.</summary>
    private PSHost Terminal(int width)
    {
        var screen = Substitute.ForPartsOf<PSHostRawUserInterface>();
        screen.BufferSize.Returns(new Size(width, 50));
        screen.WindowSize.Returns(new Size(width, 50));
        var shown = Substitute.For<PSHostUserInterface>();
        shown.RawUI.Returns(screen);
        shown.When(ui => ui.Write(Arg.Any<string>())).Do(call => _out.Append(call.Arg<string>()));
        shown.When(ui => ui.WriteLine(Arg.Any<string>())).Do(call => _out.AppendLine(call.Arg<string>()));
        var host = Substitute.For<PSHost>();
        host.UI.Returns(shown);
        host.Name.Returns("Test");
        host.InstanceId.Returns(Guid.NewGuid());
        host.Version.Returns(new Version(1, 0));
        host.CurrentCulture.Returns(CultureInfo.InvariantCulture);
        host.CurrentUICulture.Returns(CultureInfo.InvariantCulture);
        return host;
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
