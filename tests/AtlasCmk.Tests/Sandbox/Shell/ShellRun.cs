using AtlasCmk.Sandbox.Shell;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>A repository with a module of its own in a temporary folder, and the program run in it.</summary>
internal sealed class ShellRun : IDisposable
{
    private const string Module = """
        function Write-Notes {
            [CmdletBinding()] param()
            $PSCmdlet.WriteWarning('careful')
            $PSCmdlet.WriteVerbose('in detail')
        }
        function Show-Steps {
            [CmdletBinding()] param()
            foreach ($step in 'INITIATING', 'INITIATING', 'ACTIVE') {
                $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Endpoint', $step))
            }
        }
        function Confirm-Thing {
            [CmdletBinding()] param()
            if ($PSCmdlet.ShouldContinue('Really?', 'A question')) { 'done' } else { 'left' }
        }
        """;

    private readonly DirectoryInfo _repository = Directory.CreateTempSubdirectory("shell-tests-");

    public ShellRun(bool withModule = true)
    {
        if (withModule)
        {
            Write("AtlasCmk.psd1", "@{ ModuleVersion = '0.1.0'; RootModule = 'Fake.psm1'; FunctionsToExport = '*' }");
            Write("Fake.psm1", Module);
        }
    }

    public SharedText Out { get; } = new();

    public SharedText Error { get; } = new();

    public string Home => _repository.FullName;

    public string Write(string name, string text)
    {
        var path = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<int> ScriptAsync(string text, string? answers = null, bool redraws = false) =>
        ProgramAsync(["run", Write("test.ps1", text)], answers, redraws);

    public Task<int> ProgramAsync(string[] arguments, string? answers = null, bool redraws = false, CancellationToken stop = default)
    {
        var terminal = new Terminal
        {
            Out = Out,
            Error = Error,
            In = new StringReader(answers ?? ""),
            CanAsk = answers is not null,
            CanRedraw = redraws,
            Width = 100,
        };
        return SandboxProgram.RunAsync(terminal, arguments, stop, Home);
    }

    public void Dispose() => _repository.Delete(recursive: true);
}
