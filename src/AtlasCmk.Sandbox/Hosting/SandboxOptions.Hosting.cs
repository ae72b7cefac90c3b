namespace AtlasCmk.Sandbox.World;

/// <summary>How a world is served. None of these options changes the world itself.</summary>
internal sealed partial record SandboxOptions
{
    /// <summary>The TLS port. 0 takes a free port. The plain HTTP port is always a free port.</summary>
    public int Port { get; init; }

    /// <summary>Delay of every response.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The stage of the setup at which the world begins, one of <see cref="WorldStages.Names"/>.</summary>
    public string Stage { get; init; } = "fresh";

    /// <summary>Whether the faces are behind a proxy with a user and a password.</summary>
    public bool Proxy { get; init; }

    /// <summary>Whether the description makes Connect-Atlas sign in to Atlas as the service account.</summary>
    public bool ServiceAccount { get; init; }

    /// <summary>How the description makes Connect-Atlas sign in to Azure: Default, AzContext, ManagedIdentity or AzureCli. Null uses the operator's tokens.</summary>
    public string? AzureAuthentication { get; init; }

    /// <summary>The file to which every exchange is written, as JSON lines.</summary>
    public string? RecordFile { get; init; }

    /// <summary>Keeps every exchange in memory.</summary>
    public bool KeepExchanges { get; init; }
}
