using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A user at the keyboard.</summary>
internal sealed class ShellHost(Func<string, bool> answer, PSCredential? credential = null) : PSHost
{
    private readonly ShellHostInterface _interface = new(answer, credential);

    /// <summary>What was asked, with its caption.</summary>
    public IReadOnlyList<string> Questions => _interface.Questions;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Test";

    public override PSHostUserInterface UI => _interface;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}
