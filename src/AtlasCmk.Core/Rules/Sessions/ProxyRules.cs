namespace AtlasCmk.Rules;

/// <summary>Which addresses can be a proxy's.</summary>
internal static class ProxyRules
{
    /// <exception cref="AtlasCmkException">The address is not a valid proxy address, or contains a password.</exception>
    public static Uri Admit(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" } && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw SessionErrors.SessionSettingsContradict("-Proxy is not a valid proxy address. Expected http or https, a host and a port, without user name or password.",
                "Example: http://proxy.example.com:3128. Give the user name and password as -ProxyCredential.");
}
