using AtlasCmk.Sandbox.Shell;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>The arguments of PowerShell's console. Its behavior is tested in a process.</summary>
public sealed class ScriptShellTests
{
    [Theory]
    [InlineData("param([string] $Sandbox)", "-Sandbox /tmp/sandbox.json")]
    [InlineData("[CmdletBinding()] param([Parameter(Mandatory)] [string] $sandbox, $Other)", "-Sandbox /tmp/sandbox.json")]
    [InlineData("param([string] $Other)", "")]
    [InlineData("function Show { param($Sandbox) }", "")]
    [InlineData("if (", "")]
    public void Only_a_script_with_the_parameter_gets_the_file(string text, string expected)
    {
        using var run = new ShellRun();
        var script = run.Write("test.ps1", text);

        Assert.Equal(["-NoProfile", "-File", script, .. expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)], ScriptShell.Arguments(script, "/tmp/sandbox.json", canAsk: true));
    }

    [Fact]
    public void Without_a_user_the_shell_does_not_ask() =>
        Assert.Contains("-NonInteractive", ScriptShell.Arguments("none.ps1", "/tmp/sandbox.json", canAsk: false));
}
