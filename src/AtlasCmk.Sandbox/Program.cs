using System.Runtime.InteropServices;
using AtlasCmk.Sandbox.Shell;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var exitCode = await new SandboxProgram(Console.Out, Console.Error, AppContext.BaseDirectory, ScriptShell.Run).RunAsync(args, stop.Token);

// A shell that failed to open leaves a foreground thread, and a return would wait for it.
Environment.Exit(exitCode);

void Stop(PosixSignalContext signal)
{
    // This deletes the files with keys and tokens.
    signal.Cancel = true;
    stop.Cancel();
}
