namespace AtlasCmk.Sandbox.Shell;

internal enum SandboxAction
{
    Quickstart,
    Run,
    Serve,
    ServeWorlds,
    Help,
}
