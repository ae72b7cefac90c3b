using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Hosting;

/// <summary>The services that the Sandbox serves, distinguished by host name as in production.</summary>
/// <remarks>On the loopback address the path selects the service. No two services share a path.</remarks>
internal static class Face
{
    public const string Atlas = "atlas";
    public const string Arm = "arm";
    public const string KeyVault = "keyvault";
    public const string Graph = "graph";
    public const string Login = "login";
    public const string ManagedIdentity = "identity";

    /// <summary>The path of IDENTITY_ENDPOINT. Each Azure host chooses its own.</summary>
    public const string IdentityEndpointPath = "/msi/token";

    internal static readonly IReadOnlyDictionary<string, string> Hosts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["cloud.mongodb.com"] = Atlas,
        ["management.azure.com"] = Arm,
        ["management.chinacloudapi.cn"] = Arm,
        ["management.usgovcloudapi.net"] = Arm,
        ["graph.microsoft.com"] = Graph,
        ["microsoftgraph.chinacloudapi.cn"] = Graph,
        ["graph.microsoft.us"] = Graph,
        ["login.microsoftonline.com"] = Login,
        ["login.chinacloudapi.cn"] = Login,
        ["login.microsoftonline.us"] = Login,
        ["169.254.169.254"] = ManagedIdentity,
    };

    internal static readonly IReadOnlyList<string> VaultSuffixes = [".vault.azure.net", ".vault.azure.cn", ".vault.usgovcloudapi.net"];

    internal static bool IsLoopback(HostString host) => host.Host is "127.0.0.1" or "localhost" or "[::1]";

    /// <summary>Null if no face has this host, or this path on the loopback address.</summary>
    internal static string? Of(HttpRequest request) =>
        IsLoopback(request.Host) ? OfPath(request.Path)
        : Hosts.TryGetValue(request.Host.Host, out var face) ? face
        : IsVaultHost(request.Host.Host) ? KeyVault
        : null;

    internal static bool StandsInFor(string host) => Hosts.ContainsKey(host) || IsVaultHost(host);

    internal static bool IsVaultHost(string host) =>
        VaultSuffixes.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    private static string? OfPath(PathString path) =>
        path.StartsWithSegments("/api") ? Atlas
        : path.StartsWithSegments("/subscriptions") || path.StartsWithSegments("/providers") ? Arm
        : path.StartsWithSegments("/keys") ? KeyVault
        : path.StartsWithSegments("/v1.0") ? Graph
        : path.StartsWithSegments("/metadata/identity") || path.StartsWithSegments(IdentityEndpointPath) ? ManagedIdentity
        : IsLoginPath(path) ? Login
        : null;

    private static bool IsLoginPath(PathString path) =>
        path.StartsWithSegments("/common/discovery")
        || (path.Value?.Split('/') is ["", not "", "oauth2" or "v2.0" or ".well-known", ..]);
}
