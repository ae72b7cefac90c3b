using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>Answers the shell's questions, and remembers them; everything that is merely shown goes to the streams.</summary>
internal sealed class ShellHostInterface(Func<string, bool> answer, PSCredential? credential) : PSHostUserInterface
{
    private readonly List<string> _questions = [];

    public IReadOnlyList<string> Questions => _questions;

    public override PSHostRawUserInterface? RawUI => null;

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        var question = $"{caption}\n{message}";
        _questions.Add(question);
        var wanted = answer(question) ? "&Yes" : "&No";
        return choices.IndexOf(choices.First(c => c.Label == wanted));
    }

    /// <summary>A text that must be typed. Yes types it, and No only presses Enter.</summary>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        var field = descriptions is [{ Name: var name }] && name.Split(' ') is ["Type", _, "to", "continue"] ? name : throw Unexpected(message);
        var question = $"{caption}\n{message}\n{field}";
        _questions.Add(question);
        return new() { [field] = answer(question) ? field.Split(' ')[1] : "" };
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Unexpected(message);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        credential ?? throw Unexpected(message);

    public override string ReadLine() => throw Unexpected("a line");

    public override SecureString ReadLineAsSecureString() => throw Unexpected("a secret");

    public override void Write(string value)
    {
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
    }

    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteErrorLine(string value)
    {
    }

    public override void WriteLine(string value)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteWarningLine(string message)
    {
    }

    private static InvalidOperationException Unexpected(string what) => new($"The shell asked for {what}, which no test expects.");
}
