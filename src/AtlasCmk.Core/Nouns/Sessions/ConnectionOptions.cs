using System.Security;

namespace AtlasCmk;

/// <summary>The settings of a connection: addresses, credentials, and optionally a local Sandbox.</summary>
internal sealed record ConnectionOptions
{
    public static Uri DefaultAtlasUri { get; } = new("https://cloud.mongodb.com/");

    public Uri AtlasUri { get; init; } = DefaultAtlasUri;

    /// <summary>Null for an Azure-only session: the team that approves connections often has no Atlas key.</summary>
    public AtlasCredential? Atlas { get; init; }

    public AzureSignIn Azure { get; init; } = AzureSignIn.Default;

    public AzureCloud AzureCloud { get; init; } = AzureCloud.Public;

    /// <summary>The Azure subscription of the Az context, used if a command names none.</summary>
    public string? AzureSubscriptionId { get; init; }

    /// <summary>Null for the system proxy, if there is one.</summary>
    public ProxySettings? Proxy { get; init; }

    public SandboxRoute? Sandbox { get; init; }

    /// <summary>The folder for the redacted log of requests and responses; null for none.</summary>
    public string? ExchangeLogPath { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A record would print its members; this one holds secrets.</summary>
    public override string ToString() => nameof(ConnectionOptions);
}

/// <summary>The proxy settings.</summary>
/// <param name="Address">Null for the system proxy, with <paramref name="UserName"/> and <paramref name="Password"/>.</param>
/// <param name="UserName">Null for a proxy without authentication.</param>
/// <param name="Password">Decrypted only when the proxy requests it.</param>
internal sealed record ProxySettings(Uri? Address, string? UserName, SecureString? Password)
{
    public override string ToString() => Address?.Authority ?? "the system's proxy";
}

/// <summary>A local Sandbox: the real host names connect to this loopback port, and only this certificate authority is trusted.</summary>
internal sealed record SandboxRoute(string File, int Port, string AuthorityFile);
