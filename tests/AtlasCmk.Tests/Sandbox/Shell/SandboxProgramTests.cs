using System.Text.Json;
using AtlasCmk.Sandbox.Shell;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class SandboxProgramTests
{
    [Fact]
    public async Task Serve_prints_one_line_of_json_and_those_to_paste()
    {
        using var run = new ShellRun();
        using var stop = new CancellationTokenSource();

        var serving = run.ProgramAsync(["serve", "--mixed"], stop.Token);
        await ServedRequestTests.WaitUntil(() => run.Error.ToString().Contains("Ctrl+C stops it.", StringComparison.Ordinal));
        var description = JsonDocument.Parse(Assert.Single(run.Out.Lines)).RootElement;
        var paste = run.Error.Lines;
        var file = paste[1].Split('\'')[1];

        Assert.Equal($"Import-Module '{Path.Combine(run.Home, "AtlasCmk.psd1")}'", paste[0]);
        Assert.Equal($"Connect-Atlas -Sandbox '{file}'", paste[1]);
        Assert.Equal(6, paste.Length);
        Assert.Contains($"Get-Content '{file}'", paste[2], StringComparison.Ordinal);
        Assert.DoesNotContain(new[] { "privateKey", "clientSecret", "azureClientSecret", "azureAccessToken", "keyVaultAccessToken" },
            secret => run.Error.ToString().Contains(description.GetProperty(secret).GetString()!, StringComparison.Ordinal));
        Assert.Equal(run.Out.ToString().TrimEnd(), (await File.ReadAllTextAsync(file)).TrimEnd());
        using var client = new HttpClient();
        var log = await client.GetStringAsync($"http://127.0.0.1:{description.GetProperty("httpPort").GetInt32()}/sandbox/requests");
        Assert.StartsWith("""{"total":0""", log, StringComparison.Ordinal);

        await stop.CancelAsync();
        Assert.Equal(0, await serving);
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("serve", 0)]
    [InlineData("serve --worlds", 0)]
    [InlineData("run", 130)]
    public async Task A_run_stopped_before_its_start_ends_quietly(string line, int exitCode)
    {
        using var run = new ShellRun();
        string[] arguments = line == "run" ? [line, run.Write("test.ps1", "'never'")] : line.Split(' ');

        Assert.Equal(exitCode, await run.ProgramAsync(arguments, new CancellationToken(canceled: true)));

        Assert.Equal(("", "", null), (run.Out.ToString(), run.Error.ToString(), run.Ran));
    }

    [Fact]
    public async Task A_mistake_in_the_command_line_ends_with_2_and_the_usage()
    {
        using var run = new ShellRun();

        Assert.Equal(SandboxProgram.UsageMistake, await run.ProgramAsync(["serve", "--stage", "tomorrow"]));

        Assert.Contains("'tomorrow'", run.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--provisioning", run.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", run.Out.ToString());
    }

    [Fact]
    public async Task Help_is_not_an_error()
    {
        using var run = new ShellRun(withModule: false);

        Assert.Equal(0, await run.ProgramAsync(["--help"]));
        Assert.Contains("--provisioning", run.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_is_not_there_is_named()
    {
        using var run = new ShellRun();

        Assert.Equal(SandboxProgram.UsageMistake, await run.ProgramAsync(["run", "nowhere.ps1"]));
        Assert.Contains("nowhere.ps1", run.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_the_quickstart_of_the_repository_runs()
    {
        using var run = new ShellRun { Script = _ => 4 };
        var quickstart = run.Write("module/examples/quickstart.ps1", "");

        Assert.Equal(4, await run.ProgramAsync([]));
        Assert.Equal((Path.Combine(run.Home, "AtlasCmk.psd1"), quickstart), (run.Ran?.Manifest, run.Ran?.Script));
    }

    [Fact]
    public async Task A_script_gets_the_Sandbox_s_file_which_is_deleted_after_it()
    {
        var description = "";
        using var run = new ShellRun { Script = file => { description = File.ReadAllText(file); return 0; } };

        Assert.Equal(0, await run.ProgramAsync(["run", run.Write("test.ps1", "")]));
        Assert.Contains("projectId", description, StringComparison.Ordinal);
        Assert.False(File.Exists(run.Ran?.SandboxFile));
    }

    [Fact]
    public async Task A_script_that_is_interrupted_ends_with_130_whatever_the_shell_says()
    {
        using var stop = new CancellationTokenSource();
        using var run = new ShellRun { Script = _ => { stop.Cancel(); return 0; } };

        Assert.Equal(130, await run.ProgramAsync(["run", run.Write("test.ps1", "")], stop.Token));
        Assert.False(File.Exists(run.Ran?.SandboxFile));
    }

    [Fact]
    public async Task Without_the_module_one_sentence_says_what_to_do()
    {
        using var run = new ShellRun(withModule: false);

        Assert.Equal(1, await run.ProgramAsync(["run", run.Write("test.ps1", "")]));
        Assert.Equal(ModuleManifest.Missing, Assert.Single(run.Error.Lines));
        Assert.Null(run.Ran);
    }

    [Fact]
    public async Task A_module_that_is_not_built_is_named_with_the_remedy()
    {
        using var run = new ShellRun();
        File.Delete(Path.Combine(run.Home, "module", "AtlasCmk.dll"));

        Assert.Equal(1, await run.ProgramAsync(["run", run.Write("test.ps1", "")]));
        Assert.Contains("dotnet build", Assert.Single(run.Error.Lines), StringComparison.Ordinal);
        Assert.Null(run.Ran);
    }

    [Fact]
    public async Task A_port_in_use_is_reported_in_one_sentence()
    {
        using var run = new ShellRun();
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        Assert.Equal(1, await run.ProgramAsync(["serve", "--port", $"{port}"]));
        Assert.Contains($"{port}", Assert.Single(run.Error.Lines), StringComparison.Ordinal);
    }
}
