namespace AtlasCmk.Clients;

/// <summary>An Azure service: its host and its api-version.</summary>
internal sealed record AzureService(Uri Address, string ApiVersion)
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

    /// <summary>Whether an address is on this host and uses TLS. Tokens go only there.</summary>
    public bool Admits(Uri address) => IsOn(Address.Host, address);

    public static bool IsOn(string host, Uri address) =>
        address.Scheme == Uri.UriSchemeHttps && address.Port == 443 && address.Host.Equals(host, StringComparison.OrdinalIgnoreCase);
}
