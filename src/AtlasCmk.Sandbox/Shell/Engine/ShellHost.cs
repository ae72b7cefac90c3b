using System.Globalization;
using System.Management.Automation.Host;

namespace AtlasCmk.Sandbox.Shell.Engine;

/// <summary>What a real engine asks of the program that hosts it.</summary>
internal sealed class ShellHost(ShellInterface userInterface) : PSHost
{
    /// <summary>Set by <c>exit</c>; null while the script has not asked for one.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "AtlasCmk.Sandbox";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => userInterface;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("The Sandbox has no nested prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("The Sandbox has no nested prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
