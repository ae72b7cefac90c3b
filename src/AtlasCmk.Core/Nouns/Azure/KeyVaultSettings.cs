namespace AtlasCmk;

/// <summary>The settings of a vault, from Azure Resource Manager.</summary>
internal sealed record KeyVaultSettings(KeyVaultReference Vault, string TenantId)
{
    /// <summary>The host of its keys.</summary>
    public required Uri VaultUri { get; init; }

    /// <summary>On by default, and can no longer be turned off.</summary>
    public bool SoftDelete { get; init; } = true;

    /// <summary>Absent means off. It cannot be turned off again.</summary>
    public bool PurgeProtection { get; init; }

    /// <summary>Whether permissions come from role assignments; else from the access policies. Absent means the policies.</summary>
    public bool UsesRoles { get; init; }

    /// <summary>Enabled, Disabled or SecuredByPerimeter, as Azure spells it; other values are possible. Absent means Enabled.</summary>
    public string PublicNetworkAccess { get; init; } = "Enabled";

    /// <summary>The firewall's default action: Allow or Deny, as Azure spells it; other values are possible. Without a firewall it is Allow.</summary>
    public string FirewallDefault { get; init; } = "Allow";

    /// <summary>The address ranges that the firewall allows.</summary>
    public IReadOnlyList<string> FirewallAddresses { get; init; } = [];

    /// <summary>From where the vault can be reached over the public network.</summary>
    public VaultExposure Exposure => (PublicNetworkAccess.ToUpperInvariant(), FirewallDefault.ToUpperInvariant()) switch
    {
        ("DISABLED", _) => VaultExposure.Closed,
        ("SECUREDBYPERIMETER", _) => VaultExposure.Perimeter,
        ("ENABLED", "ALLOW") => VaultExposure.Open,
        ("ENABLED", "DENY") => FirewallAddresses.Any(a => a.EndsWith("/0", StringComparison.Ordinal)) ? VaultExposure.Open : VaultExposure.Listed,
        _ => VaultExposure.NotUnderstood,
    };

    /// <summary>The access policies that Azure returned. A vault that uses Azure RBAC ignores them.</summary>
    public IReadOnlyList<KeyVaultAccessPolicy> AccessPolicies { get; init; } = [];

    /// <summary>Why there may be more access policies than these; null if all are known, or do not matter.</summary>
    public string? AccessGap { get; init; }

    /// <summary>The private endpoint connections in the vault's properties. Azure omits the property for a vault without connections.</summary>
    public IReadOnlyList<PrivateEndpointConnection> Connections { get; init; } = [];

    /// <summary>Succeeded, or RegisteringDns while the vault is being created.</summary>
    public string? ProvisioningState { get; init; }
}

/// <summary>What one identity may do with a vault's keys.</summary>
internal sealed record KeyVaultAccessPolicy(string TenantId, string ObjectId, string? ApplicationId, IReadOnlyList<string> KeyPermissions)
{
    /// <summary>Azure ignores case, and "all" includes every permission.</summary>
    public bool Allows(string permission) => KeyPermissions.Any(p =>
        p.Equals(permission, StringComparison.OrdinalIgnoreCase) || p.Equals("all", StringComparison.OrdinalIgnoreCase));
}

/// <summary>From where a vault can be reached over the public network.</summary>
internal enum VaultExposure
{
    Open,

    /// <summary>The addresses that the firewall lists.</summary>
    Listed,

    /// <summary>Private endpoints only.</summary>
    Closed,

    /// <summary>What the rules of a network security perimeter allow. They are settings of the perimeter, not of the vault.</summary>
    Perimeter,

    /// <summary>A setting has an unrecognized value.</summary>
    NotUnderstood,
}
