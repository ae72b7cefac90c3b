using System.Runtime.InteropServices;
using AtlasCmk.Sandbox.Shell;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var exitCode = await new SandboxProgram(Console.Out, Console.Error, AppContext.BaseDirectory, ScriptShell.Run).RunAsync(args, stop.Token);

// A shell that could not be opened leaves a thread behind, for which a return would wait.
Environment.Exit(exitCode);

void Stop(PosixSignalContext signal)
{
    // The files with keys and tokens are deleted on the way out.
    signal.Cancel = true;
    stop.Cancel();
}
