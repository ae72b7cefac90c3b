using System.Diagnostics;
using AtlasCmk.ModuleTests.Infrastructure;
using AtlasCmk.Testing;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Scripts in the Sandbox's own shell, and what a user sees of them.</summary>
[TakesLong]
public sealed class SandboxShellTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_script_has_the_whole_shell_the_module_and_the_file_and_ends_with_its_exit_code()
    {
        var (exitCode, output, errors) = Run("""
            param([string] $Sandbox)
            Get-Command no-such-command
            "file: $($Sandbox -eq $global:Sandbox) $((Get-Content $Sandbox | ConvertFrom-Json).resourceGroup)"
            "folder: $PSScriptRoot"
            "module: $((Get-Module AtlasCmk).Name)"
            "telemetry: $env:POWERSHELL_TELEMETRY_OPTOUT"
            Write-Warning careful
            [pscustomobject]@{ Name = 'one'; Status = 'ACTIVE' } | Out-Host
            exit 3
            """);

        Assert.Equal(3, exitCode);
        Assert.Contains($"file: True rg-atlas-cmk\nfolder: {_folder.Root}\nmodule: AtlasCmk\ntelemetry: 1\nWARNING: careful\n", output, StringComparison.Ordinal);
        Assert.Matches(@"Name +Status\s+-+ +-+\s+one +ACTIVE", output);
        Assert.Contains("test.ps1:2", errors, StringComparison.Ordinal);
        Assert.Contains("no-such-command", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output + errors);
    }

    [Fact]
    public void A_question_without_a_user_is_an_error_and_a_terminating_error_keeps_its_position()
    {
        var (exitCode, output, errors) = Run("""
            "file: $([System.IO.File]::Exists($Sandbox))"
            try { Disable-AtlasEncryptionAtRest -Session (New-AtlasSession -Sandbox $Sandbox) -Confirm } catch { "asked: $($_.FullyQualifiedErrorId)" }
            throw 'enough'
            """);

        Assert.Equal(1, exitCode);
        Assert.Equal("file: True\nasked: CannotConfirm,AtlasCmk.Commands.DisableAtlasEncryptionAtRestCommand", output.Trim());
        Assert.Contains("enough", errors, StringComparison.Ordinal);
        Assert.Contains("test.ps1:3", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_does_not_parse_does_not_begin()
    {
        var (exitCode, output, errors) = Run("'never'; if (");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("test.ps1:1", errors, StringComparison.Ordinal);
    }

    /// <summary>INT is what Ctrl+C sends, and TERM what kill sends.</summary>
    [Theory]
    [InlineData("INT", 130, "cleaned up")]
    [InlineData("TERM", 143, null)]
    public void A_script_that_is_ended_by_a_signal_leaves_no_file_behind(string signal, int exitCode, string? last)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var process = Process.Start(Interruptible(SandboxProcess.StartInfo(["run",
            Script("try { \"file: $Sandbox\"; while ($true) { Start-Sleep -Milliseconds 20 } } finally { Write-Host 'cleaned up' }")], _folder.Root)))!;
        try
        {
            var file = process.StandardOutput.ReadLine()!["file: ".Length..];
            Assert.True(File.Exists(file));

            using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));

            Assert.Equal((exitCode, last), (process.ExitCode, process.StandardOutput.ReadLine()));
            Assert.False(File.Exists(file));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A job in the background of a script ignores Ctrl+C, and its children inherit that: env takes it back.</summary>
    private static ProcessStartInfo Interruptible(ProcessStartInfo start)
    {
        if (OperatingSystem.IsLinux())
        {
            start.ArgumentList.Insert(0, start.FileName);
            start.ArgumentList.Insert(0, "--default-signal=INT");
            start.FileName = "env";
        }

        return start;
    }

    private (int ExitCode, string Output, string Errors) Run(string script)
    {
        var (exitCode, output, errors) = SandboxProcess.RunToEnd("run", Script(script), "--stage", "enabled");
        return (exitCode, output.ReplaceLineEndings("\n"), errors);
    }

    private string Script(string text) => _folder.Write("test.ps1", text);
}
