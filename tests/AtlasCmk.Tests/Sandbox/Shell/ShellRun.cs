using AtlasCmk.Sandbox.Shell;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>The program in a repository in a temporary folder, without the shell that runs scripts.</summary>
internal sealed class ShellRun : IDisposable
{
    private readonly DirectoryInfo _repository = Directory.CreateTempSubdirectory("shell-tests-");

    public ShellRun(bool withModule = true)
    {
        if (withModule)
        {
            Write("AtlasCmk.psd1", "@{ ModuleVersion = '0.1.0' }");
            Write("module/AtlasCmk.dll", "");
        }
    }

    public SharedText Out { get; } = new();

    public SharedText Error { get; } = new();

    public string Home => _repository.FullName;

    /// <summary>The arguments of the shell: the manifest, the script and the Sandbox's file.</summary>
    public (string Manifest, string Script, string SandboxFile)? Ran { get; private set; }

    /// <summary>The action of a script instead of the shell.</summary>
    public Func<string, int> Script { get; init; } = _ => 0;

    public string Write(string name, string text)
    {
        var path = Path.GetFullPath(name, Home);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<int> ProgramAsync(string[] arguments, CancellationToken stop = default) => new SandboxProgram(Out, Error, Home, RunScript).RunAsync(arguments, stop);

    public void Dispose() => _repository.Delete(recursive: true);

    private int RunScript(ModuleManifest manifest, string script, string sandboxFile)
    {
        Ran = (manifest.Path, script, sandboxFile);
        return Script(sandboxFile);
    }
}
