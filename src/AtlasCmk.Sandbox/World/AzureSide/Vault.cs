namespace AtlasCmk.Sandbox.World;

/// <summary>A key vault, with every property that affects whether Atlas can use its keys.</summary>
internal sealed class Vault
{
    public required string Name { get; init; }

    public required string ResourceGroup { get; init; }

    public required string TenantId { get; init; }

    public required AzureSubscription Subscription { get; init; }

    public required string Location { get; init; }

    /// <summary>The suffix of the cloud's vault hosts, for example <c>vault.azure.net</c>.</summary>
    public required string HostSuffix { get; init; }

    public string SkuName { get; set; } = "standard";

    public bool EnableSoftDelete { get; set; } = true;

    public int SoftDeleteRetentionInDays { get; set; } = 90;

    /// <summary>Absent means off. Once on, it cannot be turned off.</summary>
    public bool? EnablePurgeProtection { get; set; } = true;

    /// <summary>Null or false: the vault uses access policies. True: it uses Azure RBAC and ignores access policies.</summary>
    public bool? EnableRbacAuthorization { get; set; } = false;

    /// <summary>Enabled, Disabled or SecuredByPerimeter. Absent means Enabled. A network security perimeter has its own rules, which allow no access in this world.</summary>
    public string? PublicNetworkAccess { get; set; } = "Enabled";

    public NetworkRules? NetworkAcls { get; set; }

    public string ProvisioningState { get; set; } = "Succeeded";

    public Dictionary<string, string> Tags { get; } = [];

    public List<AccessPolicy> AccessPolicies { get; } = [];

    public List<VaultKey> Keys { get; } = [];

    public List<VaultConnection> Connections { get; } = [];

    /// <summary>The number of changes that were accepted but are not complete.</summary>
    public int ChangesUnderWay { get; set; }

    public string Host => $"{Name}.{HostSuffix}";

    public string VaultUri => $"https://{Host}/";

    public string Id => $"{Subscription.Scope}/resourceGroups/{ResourceGroup}/providers/Microsoft.KeyVault/vaults/{Name}";

    /// <summary>The recovery level that the data plane reports for keys.</summary>
    public string RecoveryLevel => EnablePurgeProtection == true ? "Recoverable" : "Recoverable+Purgeable";

    public bool IsPublic => PublicNetworkAccess is null || string.Equals(PublicNetworkAccess, "Enabled", StringComparison.OrdinalIgnoreCase);

    public VaultKey? FindKey(string name) =>
        Keys.Find(k => string.Equals(k.Name, name, StringComparison.OrdinalIgnoreCase));

    public VaultKey AddKey(string name)
    {
        var key = new VaultKey(name, this);
        Keys.Add(key);
        return key;
    }

    public VaultConnection? FindConnection(string name) =>
        Connections.Find(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Permissions that a policy contains but that are not effective yet.</summary>
    public List<AccessPolicy> LaggingPolicies { get; } = [];

    /// <summary>Whether a principal has a permission for a key or for all keys, by access policy or by Azure RBAC.</summary>
    public bool PermitsKeys(string objectId, string permission, string? keyName = null) => EnableRbacAuthorization == true
        ? Subscription.PermitsData(objectId, keyName is null ? Id : $"{Id}/keys/{keyName}", KeyPermission.DataAction(permission))
        : AccessPolicies.Exists(p => Working(p).Permits(objectId, permission));

    private AccessPolicy Working(AccessPolicy policy) => policy with
    {
        Keys = [.. policy.Keys.Except(LaggingPolicies.Where(p => p.IsSameEntry(policy)).SelectMany(p => p.Keys), StringComparer.OrdinalIgnoreCase)],
    };
}
