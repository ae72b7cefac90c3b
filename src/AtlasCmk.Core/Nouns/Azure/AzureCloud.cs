namespace AtlasCmk;

/// <summary>An Azure cloud: the endpoints of Resource Manager, sign-in and vaults, and its names in Atlas and Az.</summary>
/// <remarks>Sources: the ARM endpoints and authorities of Azure.Core, the vault suffixes of Microsoft's "About keys, secrets and certificates",
/// and the roots of "Microsoft Graph national cloud deployments".</remarks>
internal sealed record AzureCloud(string Name, string AzName, Uri ResourceManager, Uri Authority, string VaultSuffix, Uri Graph)
{
    public static AzureCloud Public { get; } = new("AZURE", "AzureCloud", new("https://management.azure.com/"), new("https://login.microsoftonline.com/"), "vault.azure.net",
        new("https://graph.microsoft.com/"));

    public static AzureCloud China { get; } = new("AZURE_CHINA", "AzureChinaCloud", new("https://management.chinacloudapi.cn/"), new("https://login.chinacloudapi.cn/"), "vault.azure.cn",
        new("https://microsoftgraph.chinacloudapi.cn/"));

    public static AzureCloud UsGovernment { get; } = new("AZURE_US_GOVERNMENT", "AzureUSGovernment", new("https://management.usgovcloudapi.net/"),
        new("https://login.microsoftonline.us/"), "vault.usgovcloudapi.net", new("https://graph.microsoft.us/"));

    public static IReadOnlyList<AzureCloud> All { get; } = [Public, China, UsGovernment];

    public string ResourceManagerScope => new Uri(ResourceManager, ".default").AbsoluteUri;

    public string VaultScope => $"https://{VaultSuffix}/.default";

    public string GraphScope => new Uri(Graph, ".default").AbsoluteUri;

    /// <summary>A managed HSM has another host suffix than the vaults of its cloud.</summary>
    public string ManagedHsmSuffix => "managedhsm" + VaultSuffix["vault".Length..];

    public static AzureCloud? Find(string? name) => All.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static AzureCloud? FindByAzName(string? name) => All.FirstOrDefault(c => c.AzName.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static AzureCloud? OfVaultHost(string host) => All.FirstOrDefault(c => host.EndsWith("." + c.VaultSuffix, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => Name;
}
