namespace AtlasCmk.Clients;

/// <summary>An Azure service: its host and its api-version. Microsoft Graph has its version in the path.</summary>
internal sealed record AzureService(Uri Address, string? ApiVersion)
{
    /// <summary>Earlier versions of Key Vault retire on 2027-02-27.</summary>
    public const string KeyVaultVersion = "2026-02-01";

    private const string ProvidersVersion = "2022-09-01";
    private const string AuthorizationVersion = "2022-04-01";

    /// <summary>The data plane has separate version numbers. None of them is retiring.</summary>
    private const string KeysVersion = "7.5";

    public static AzureService KeyVaults(AzureCloud cloud) => new(cloud.ResourceManager, KeyVaultVersion);

    public static AzureService Providers(AzureCloud cloud) => new(cloud.ResourceManager, ProvidersVersion);

    public static AzureService Authorization(AzureCloud cloud) => new(cloud.ResourceManager, AuthorizationVersion);

    /// <summary>The keys of one vault, on the vault's host.</summary>
    public static AzureService Keys(AzureCloud cloud, string vaultName) =>
        vaultName.Length > 0 && vaultName.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? new(new($"https://{vaultName}.{cloud.VaultSuffix}/"), KeysVersion)
            : throw ConnectionErrors.NotAnAzureResource(vaultName);

    public static AzureService Graph(AzureCloud cloud) => new(cloud.Graph, null);

    /// <summary>The address of a resource. OData writes keys in parentheses, which Microsoft Graph documents unescaped.</summary>
    /// <param name="path">The path, unescaped.</param>
    /// <param name="query">The escaped query after the api-version.</param>
    /// <returns>Null if the path does not stay as it is given.</returns>
    public Uri? Find(string path, string query)
    {
        var escaped = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        escaped = ApiVersion is null ? escaped.Replace("%28", "(").Replace("%29", ")").Replace("%27", "'").Replace("%3D", "=") : escaped;
        var address = new Uri(Address, $"{escaped}?{(ApiVersion is null ? "" : $"api-version={ApiVersion}")}{query}");
        return address.AbsolutePath == escaped ? address : null;
    }

    /// <summary>Whether an address is on this host and uses TLS. Tokens go only there.</summary>
    public bool Admits(Uri address) => IsOn(Address.Host, address);

    public static bool IsOn(string host, Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.Port == 443 && address.Host.Equals(host, StringComparison.OrdinalIgnoreCase);
}
