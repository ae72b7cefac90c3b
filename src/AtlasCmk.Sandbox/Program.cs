using System.Runtime.InteropServices;
using AtlasCmk.Sandbox.Shell;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await SandboxProgram.RunAsync(Terminal.OfProcess(), args, stop.Token);

void Stop(PosixSignalContext signal)
{
    // The files with keys and tokens are deleted on the way out.
    signal.Cancel = true;
    stop.Cancel();
}
