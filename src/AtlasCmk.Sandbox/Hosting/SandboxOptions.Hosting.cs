namespace AtlasCmk.Sandbox.World;

/// <summary>How a world is served; none of it changes the world itself.</summary>
internal sealed partial record SandboxOptions
{
    /// <summary>The TLS port; 0 takes a free one. The plain port is always a free one.</summary>
    public int Port { get; init; }

    /// <summary>Added to every answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The point of the whole job at which the world begins, one of <see cref="WorldStages.Names"/>.</summary>
    public string Stage { get; init; } = "fresh";

    /// <summary>Whether there is a proxy, with a user and a password, to reach the faces through.</summary>
    public bool Proxy { get; init; }

    /// <summary>Whether the description has its reader sign in to Atlas as the service account.</summary>
    public bool ServiceAccount { get; init; }

    /// <summary>How the description has its reader sign in to Azure, where not by the operator's tokens: Default, AzContext, ManagedIdentity or AzureCli.</summary>
    public string? AzureAuthentication { get; init; }

    /// <summary>Where every exchange is written, as JSON lines.</summary>
    public string? RecordFile { get; init; }

    /// <summary>Keeps every exchange in memory.</summary>
    public bool KeepExchanges { get; init; }
}
