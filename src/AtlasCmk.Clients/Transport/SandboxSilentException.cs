namespace AtlasCmk.Clients;

/// <summary>Nothing listens at the Sandbox's address. The network and the requested service are not the cause.</summary>
internal sealed class SandboxSilentException(SandboxRoute route, int port, Exception inner)
    : IOException($"the Sandbox at 127.0.0.1:{port} does not respond. Is it still running?", inner)
{
    public string Remedy { get; } = AzureSignInErrors.StartSandboxAnew(route.File);
}
