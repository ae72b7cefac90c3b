namespace AtlasCmk;

/// <summary>The way to a local Sandbox: the real host names are connected to this loopback port, and this authority alone is trusted.</summary>
internal sealed record SandboxRoute(string File, int Port, string AuthorityFile);
