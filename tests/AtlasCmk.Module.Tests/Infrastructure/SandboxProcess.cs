using System.Collections.Concurrent;
using System.Diagnostics;

namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A Sandbox in a separate process, as a user starts it.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string> _said = new();

    public SandboxProcess(params string[] options) => World = new(Serve, options);

    public SandboxWorld World { get; }

    /// <summary>The lines that it prints for pasting into a shell.</summary>
    public string Pasted
    {
        get
        {
            Eventually.Holds(() => _said.Contains("Ctrl+C stops it."), () => $"It said only: {string.Join('\n', _said)}");
            return string.Join('\n', _said.TakeWhile(line => line != "Ctrl+C stops it."));
        }
    }

    public void Dispose()
    {
        World.Dispose();
        _folder.Dispose();
    }

    /// <summary>Runs the Sandbox's program to its end, and gives its exit code and what it printed.</summary>
    public static (int ExitCode, string Output, string Errors) RunToEnd(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        return ChildProcess.Run(StartInfo(arguments, folder.Root));
    }

    public static Process Start(string[] arguments, string temporary) => Process.Start(StartInfo(arguments, temporary))!;

    public static string FirstLine(Process process) => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Sandbox did not start.");

    private (string Line, Action End) Serve(string[] options)
    {
        var process = Start(["serve", .. options], _folder.Root);
        process.ErrorDataReceived += (_, said) => _said.Enqueue(said.Data ?? "");
        process.BeginErrorReadLine();
        return (FirstLine(process), () =>
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        });
    }

    /// <summary>The files of a killed Sandbox are deleted with the test's folder. Variables that the Sandbox sets itself are not inherited.</summary>
    public static ProcessStartInfo StartInfo(string[] arguments, string temporary)
    {
        var info = ChildProcess.Dotnet(["exec", Repository.SandboxProgram, .. arguments]);
        info.Environment.Remove("POWERSHELL_TELEMETRY_OPTOUT");
        info.Environment.Remove("NO_COLOR");
        info.Environment["TMPDIR"] = info.Environment["TEMP"] = info.Environment["TMP"] = temporary;
        return info;
    }
}
