namespace AtlasCmk.Clients;

/// <summary>One interface of Azure: its host, and the version that we speak there.</summary>
internal sealed record AzureService(Uri Address, string ApiVersion)
{
    /// <summary>Key Vault's versions before this one retire on 27 February 2027.</summary>
    public const string KeyVaultVersion = "2026-02-01";

    private const string ProvidersVersion = "2022-09-01";
    private const string AuthorizationVersion = "2022-04-01";

    /// <summary>The data plane's versions are numbers of their own, and none is about to retire.</summary>
    private const string KeysVersion = "7.5";

    public static AzureService KeyVaults(AzureCloud cloud) => new(cloud.ResourceManager, KeyVaultVersion);

    public static AzureService Providers(AzureCloud cloud) => new(cloud.ResourceManager, ProvidersVersion);

    public static AzureService Authorization(AzureCloud cloud) => new(cloud.ResourceManager, AuthorizationVersion);

    /// <summary>The keys of one vault, on the vault's own host.</summary>
    public static AzureService Keys(AzureCloud cloud, string vaultName) =>
        vaultName.Length > 0 && vaultName.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? new(new($"https://{vaultName}.{cloud.VaultSuffix}/"), KeysVersion)
            : throw ConnectionErrors.NotAnAzureResource(vaultName);

    /// <summary>Whether an address is on this host, and TLS: only there may a token go.</summary>
    public bool Admits(Uri address) => IsOn(Address.Host, address);

    public static bool IsOn(string host, Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.Port == 443 && address.Host.Equals(host, StringComparison.OrdinalIgnoreCase);
}
