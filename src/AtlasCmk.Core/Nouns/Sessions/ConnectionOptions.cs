namespace AtlasCmk;

/// <summary>Everything that makes a connection: addresses, credentials, and, for practice, the way to a local Sandbox.</summary>
internal sealed record ConnectionOptions
{
    public static Uri DefaultAtlasUri { get; } = new("https://cloud.mongodb.com/");

    public Uri AtlasUri { get; init; } = DefaultAtlasUri;

    /// <summary>Null for a session that signs in to Azure alone: the team that approves connections often has no key for Atlas.</summary>
    public AtlasCredential? Atlas { get; init; }

    public AzureSignIn Azure { get; init; } = AzureSignIn.Default;

    public AzureCloud AzureCloud { get; init; } = AzureCloud.Public;

    /// <summary>The Azure subscription of the Az context, which commands use where none is named.</summary>
    public string? AzureSubscriptionId { get; init; }

    /// <summary>Null for the system's proxy, if it has one.</summary>
    public ProxySettings? Proxy { get; init; }

    public SandboxRoute? Sandbox { get; init; }

    /// <summary>The folder that every exchange is written to, redacted; null for none.</summary>
    public string? ExchangeLogPath { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A record would print its members; this one holds secrets.</summary>
    public override string ToString() => nameof(ConnectionOptions);
}
