namespace AtlasCmk.Sandbox.World;

/// <summary>The host names of one of Azure's clouds.</summary>
internal sealed record CloudEndpoints(string AtlasName, string ArmHost, string LoginHost, string VaultSuffix, string GraphHost)
{
    private static readonly CloudEndpoints[] s_known =
    [
        new("AZURE", "management.azure.com", "login.microsoftonline.com", "vault.azure.net", "graph.microsoft.com"),
        new("AZURE_CHINA", "management.chinacloudapi.cn", "login.chinacloudapi.cn", "vault.azure.cn", "microsoftgraph.chinacloudapi.cn"),
        new("AZURE_US_GOVERNMENT", "management.usgovcloudapi.net", "login.microsoftonline.us", "vault.usgovcloudapi.net", "graph.microsoft.us"),
    ];

    public static IReadOnlyList<CloudEndpoints> Known => s_known;

    public static CloudEndpoints Named(string atlasName) => Array.Find(s_known, c => c.AtlasName == atlasName)
        ?? throw new ArgumentException($"'{atlasName}' is not an Azure cloud. Expected: {string.Join(", ", s_known.Select(c => c.AtlasName))}.", nameof(atlasName));
}
