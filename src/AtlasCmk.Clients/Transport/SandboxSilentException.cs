namespace AtlasCmk.Clients;

/// <summary>Nobody listens where the Sandbox's file says that it does: not a matter of the network, nor of the service whose name was asked for.</summary>
internal sealed class SandboxSilentException(SandboxRoute route, int port, Exception inner)
    : IOException($"the Sandbox at 127.0.0.1:{port} does not answer: is it still running?", inner)
{
    public string Remedy { get; } = AzureSignInErrors.StartSandboxAnew(route.File);
}
