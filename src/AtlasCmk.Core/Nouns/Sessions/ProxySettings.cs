using System.Security;
using AtlasCmk.Rules;

namespace AtlasCmk;

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
            : throw Failures.SessionSettingsContradict("-Proxy is no address of a proxy: it takes http or https, a host and a port, and no user or password.",
                "Give for example http://proxy.example.com:3128, and user and password as -ProxyCredential.");

    public override string ToString() => Address?.Authority ?? "the system's proxy";
}
