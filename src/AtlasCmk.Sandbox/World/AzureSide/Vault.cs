namespace AtlasCmk.Sandbox.World;

/// <summary>A Key Vault, with every property that decides whether Atlas can use its keys.</summary>
internal sealed class Vault
{
    public required string Name { get; init; }

    public required string ResourceGroup { get; init; }

    public required string TenantId { get; init; }

    public required AzureSubscription Subscription { get; init; }

    public required string Location { get; init; }

    /// <summary>The cloud's suffix of vault hosts, <c>vault.azure.net</c> for one.</summary>
    public required string HostSuffix { get; init; }

    public string SkuName { get; set; } = "standard";

    public bool EnableSoftDelete { get; set; } = true;

    public int SoftDeleteRetentionInDays { get; set; } = 90;

    /// <summary>Absent means off; once on it can never be turned off.</summary>
    public bool? EnablePurgeProtection { get; set; } = true;

    /// <summary>Null or false: access policies decide. True: roles decide and policies are ignored.</summary>
    public bool? EnableRbacAuthorization { get; set; } = false;

    /// <summary>Enabled, Disabled or SecuredByPerimeter; absent means Enabled. In a perimeter the perimeter's rules decide, and this world's perimeters let no one in.</summary>
    public string? PublicNetworkAccess { get; set; } = "Enabled";

    public NetworkRules? NetworkAcls { get; set; }

    public string ProvisioningState { get; set; } = "Succeeded";

    public Dictionary<string, string> Tags { get; } = [];

    public List<AccessPolicy> AccessPolicies { get; } = [];

    public List<VaultKey> Keys { get; } = [];

    public List<VaultConnection> Connections { get; } = [];

    /// <summary>How many changes are under way that were accepted and are not carried out yet.</summary>
    public int ChangesUnderWay { get; set; }

    public string Host => $"{Name}.{HostSuffix}";

    public string VaultUri => $"https://{Host}/";

    public string Id => $"{Subscription.Scope}/resourceGroups/{ResourceGroup}/providers/Microsoft.KeyVault/vaults/{Name}";

    /// <summary>What the data plane tells of a key's protection against deletion.</summary>
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

    /// <summary>Permissions that a policy has, and that do not work yet.</summary>
    public List<AccessPolicy> LaggingPolicies { get; } = [];

    /// <summary>Whether this principal may do this with a key, or with keys in general, by policy or by role, whichever the vault goes by.</summary>
    public bool PermitsKeys(string objectId, string permission, string? keyName = null) => EnableRbacAuthorization == true
        ? Subscription.PermitsData(objectId, keyName is null ? Id : $"{Id}/keys/{keyName}", KeyPermission.DataAction(permission))
        : AccessPolicies.Exists(p => Working(p).Permits(objectId, permission));

    private AccessPolicy Working(AccessPolicy policy) => policy with
    {
        Keys = [.. policy.Keys.Except(LaggingPolicies.Where(p => p.IsSameEntry(policy)).SelectMany(p => p.Keys), StringComparer.OrdinalIgnoreCase)],
    };
}
