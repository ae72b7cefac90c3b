using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>Scripts in the real engine, and what a user sees of them.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly ShellRun _run = new();

    [Fact]
    public async Task Objects_are_formatted_on_standard_output_without_escapes()
    {
        Assert.Equal(0, await _run.ScriptAsync("[pscustomobject]@{ Name = 'one'; Status = 'ACTIVE' }\n'a line'"));

        Assert.Matches(@"Name +Status\s+-+ +-+\s+one +ACTIVE", _run.Out.ToString());
        Assert.EndsWith("a line", _run.Out.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _run.Out.ToString());
        Assert.Equal("", _run.Error.ToString());
    }

    [Fact]
    public async Task A_script_gets_the_file_as_parameter_and_as_variable()
    {
        Assert.Equal(0, await _run.ScriptAsync("param([string]$Sandbox)\n$Sandbox -eq $global:Sandbox\n[IO.File]::ReadAllText($Sandbox).Contains('projectId')\n$PSScriptRoot"));
        Assert.Equal(0, await _run.ScriptAsync("[IO.File]::Exists($Sandbox)"));

        Assert.Equal(["True", "True", _run.Home, "True"], _run.Out.Lines);
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("'fine'", 0)]
    [InlineData("Get-Command no-such-command", 0)]
    [InlineData("throw 'enough'", 1)]
    [InlineData("Get-Command no-such-command -ErrorAction Stop", 1)]
    [InlineData("if (", 1)]
    public async Task It_ends_with_the_scripts_exit_code(string script, int code) => Assert.Equal(code, await _run.ScriptAsync(script));

    [Fact]
    public async Task An_error_is_shown_with_its_place_on_standard_error_and_the_script_goes_on()
    {
        await _run.ScriptAsync("Get-Command no-such-command\n'after'");

        Assert.Contains("no-such-command", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("test.ps1:1", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("after", _run.Out.ToString().Trim());
    }

    [Fact]
    public async Task What_ends_the_script_is_shown_with_its_place_too()
    {
        await _run.ScriptAsync("'before'\nthrow 'enough'");

        Assert.Contains("enough", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("test.ps1:2", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("before", _run.Out.ToString().Trim());
    }

    [Fact]
    public async Task Warnings_and_verbose_records_look_as_in_pwsh()
    {
        await _run.ScriptAsync("Write-Notes -Verbose");

        Assert.Equal(["WARNING: careful", "VERBOSE: in detail"], _run.Error.Lines);
    }

    [Fact]
    public async Task In_a_log_progress_is_one_line_for_every_change()
    {
        await _run.ScriptAsync("Show-Steps");

        Assert.Equal(["Endpoint: INITIATING", "Endpoint: ACTIVE"], _run.Error.Lines);
    }

    [Fact]
    public async Task On_a_terminal_progress_is_redrawn_and_leaves_nothing_behind()
    {
        await _run.ScriptAsync("Show-Steps; 'end'", redraws: true);

        Assert.Equal("Endpoint: INITIATING\r\u001b[KEndpoint: ACTIVE\r\u001b[K", _run.Error.ToString());
        Assert.Equal("end", _run.Out.ToString().Trim());
    }

    [Theory]
    [InlineData("y\n", "done")]
    [InlineData("?\nperhaps\nNo\n", "left")]
    [InlineData("\n", "done")]
    public async Task A_question_is_answered_from_the_terminal(string answers, string outcome)
    {
        Assert.Equal(0, await _run.ScriptAsync("Confirm-Thing", answers));

        Assert.Equal(outcome, _run.Out.ToString().Trim());
        Assert.Contains("Really?", _run.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("[Y] Yes", _run.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_can_answer_a_question_is_an_error()
    {
        Assert.Equal(0, await _run.ScriptAsync("try { Confirm-Thing } catch [System.InvalidOperationException] { 'nobody there' }"));

        Assert.Equal("nobody there", _run.Out.ToString().Trim());
    }

    [Fact]
    public async Task An_interrupted_script_stops_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        var script = _run.Write("endless.ps1", "'started'; while ($true) { }");

        var running = _run.ProgramAsync(["run", script], stop: stop.Token);
        await ServedRequestTests.WaitUntil(() => _run.Out.ToString().Contains("started", StringComparison.Ordinal));
        await stop.CancelAsync();

        Assert.Equal(130, await running);
    }

    public void Dispose() => _run.Dispose();
}
