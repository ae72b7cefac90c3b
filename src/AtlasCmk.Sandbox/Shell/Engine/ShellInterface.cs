using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace AtlasCmk.Sandbox.Shell.Engine;

/// <summary>Shows every stream as pwsh shows it: objects on standard output, everything about them on standard error.</summary>
internal sealed class ShellInterface(Terminal terminal) : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private readonly ProgressLine _progress = new(terminal);
    private readonly ChoicePrompt _choice = new(terminal);

    /// <summary>While set, what the formatter writes is the picture of an error.</summary>
    public bool ShowsError { get; set; }

    public override PSHostRawUserInterface RawUI { get; } = new ShellScreen(terminal);

    public override bool SupportsVirtualTerminal => terminal.HasColours;

    public override void Write(string value) => Show(ShowsError ? terminal.Error : terminal.Out, value, newLine: false);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Show(ShowsError ? terminal.Error : terminal.Out, value);

    public override void WriteErrorLine(string value) => Show(terminal.Error, Coloured(PSStyle.Instance.Formatting.Error, value));

    public override void WriteWarningLine(string message) => Show(terminal.Error, Coloured(PSStyle.Instance.Formatting.Warning, $"WARNING: {message}"));

    public override void WriteVerboseLine(string message) => Show(terminal.Error, Coloured(PSStyle.Instance.Formatting.Verbose, $"VERBOSE: {message}"));

    public override void WriteDebugLine(string message) => Show(terminal.Error, Coloured(PSStyle.Instance.Formatting.Debug, $"DEBUG: {message}"));

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock)
        {
            _progress.Show(sourceId, record);
        }
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        lock (_lock)
        {
            _progress.Clear();
            return _choice.Ask(caption, message, choices, defaultChoice);
        }
    }

    public override string ReadLine() => _choice.ReadLine();

    public override SecureString ReadLineAsSecureString() => throw ChoicePrompt.CannotAsk();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw ChoicePrompt.CannotAsk(string.Join(", ", descriptions.Select(field => field.Name)));

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw ChoicePrompt.CannotAsk();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw ChoicePrompt.CannotAsk();

    /// <summary>Nothing of a progress bar stays behind.</summary>
    public void End()
    {
        lock (_lock)
        {
            _progress.Clear();
        }
    }

    private string Coloured(string colour, string text) => terminal.HasColours ? colour + text + PSStyle.Instance.Reset : text;

    private void Show(TextWriter writer, string text, bool newLine = true)
    {
        lock (_lock)
        {
            _progress.Clear();

            // The formatter decorates for every host alike; taking it off is the host's business.
            var shown = terminal.HasColours ? text : new StringDecorated(text).ToString(OutputRendering.PlainText);
            writer.Write(newLine ? shown + Environment.NewLine : shown);
        }
    }
}
