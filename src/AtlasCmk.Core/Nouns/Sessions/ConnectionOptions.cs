using System.Security;
using AtlasCmk.Rules;

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

/// <summary>The way out through a proxy.</summary>
/// <param name="Address">Null for the system's proxy, which then is told <paramref name="UserName"/> and <paramref name="Password"/>.</param>
/// <param name="UserName">Null for a proxy that asks for none.</param>
/// <param name="Password">Opened by the connection itself, when the proxy asks.</param>
internal sealed record ProxySettings(Uri? Address, string? UserName, SecureString? Password)
{
    /// <exception cref="AtlasCmkException">The address cannot be a proxy's, or holds a password, which it would show.</exception>
    public static Uri Admit(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw SessionErrors.SessionSettingsContradict("-Proxy is no address of a proxy: it takes http or https, a host and a port, and no user or password.",
                "Give for example http://proxy.example.com:3128, and user and password as -ProxyCredential.");

    public override string ToString() => Address?.Authority ?? "the system's proxy";
}

/// <summary>The way to a local Sandbox: the real host names are connected to this loopback port, and this authority alone is trusted.</summary>
internal sealed record SandboxRoute(string File, int Port, string AuthorityFile);
