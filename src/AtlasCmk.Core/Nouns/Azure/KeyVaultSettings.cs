namespace AtlasCmk;

/// <summary>What a vault is set to, as Azure Resource Manager tells it.</summary>
internal sealed record KeyVaultSettings(KeyVaultReference Vault, string TenantId)
{
    /// <summary>The host of its keys.</summary>
    public required Uri VaultUri { get; init; }

    /// <summary>Azure's default, and not to be turned off any more.</summary>
    public bool SoftDelete { get; init; } = true;

    /// <summary>Absent means off; once on it stays on.</summary>
    public bool PurgeProtection { get; init; }

    /// <summary>Whether rights come from role assignments; else from the access policies. Absent means the policies.</summary>
    public bool UsesRoles { get; init; }

    /// <summary>Enabled, Disabled or SecuredByPerimeter, as Azure spells it; the list is open. Absent means Enabled.</summary>
    public string PublicNetworkAccess { get; init; } = "Enabled";

    /// <summary>What the firewall does with addresses that it does not list: Allow or Deny, as Azure spells it; the list is open. Without a firewall it is Allow.</summary>
    public string FirewallDefault { get; init; } = "Allow";

    /// <summary>The ranges of addresses that the firewall lets in.</summary>
    public IReadOnlyList<string> FirewallAddresses { get; init; } = [];

    /// <summary>Who reaches the vault over the public network.</summary>
    public VaultExposure Exposure => (PublicNetworkAccess.ToUpperInvariant(), FirewallDefault.ToUpperInvariant()) switch
    {
        ("DISABLED", _) => VaultExposure.Closed,
        ("SECUREDBYPERIMETER", _) => VaultExposure.Perimeter,
        ("ENABLED", "ALLOW") => VaultExposure.Open,
        ("ENABLED", "DENY") => FirewallAddresses.Any(a => a.EndsWith("/0", StringComparison.Ordinal)) ? VaultExposure.Open : VaultExposure.Listed,
        _ => VaultExposure.NotUnderstood,
    };

    /// <summary>Those that Azure shows. A vault that uses Azure RBAC ignores them.</summary>
    public IReadOnlyList<KeyVaultAccessPolicy> AccessPolicies { get; init; } = [];

    /// <summary>Why there may be more access policies than these; null where they are all known, or do not matter.</summary>
    public string? AccessGap { get; init; }

    /// <summary>Succeeded, or RegisteringDns while the vault is being made.</summary>
    public string? ProvisioningState { get; init; }
}

/// <summary>What one identity may do with a vault's keys.</summary>
internal sealed record KeyVaultAccessPolicy(string TenantId, string ObjectId, string? ApplicationId, IReadOnlyList<string> KeyPermissions)
{
    /// <summary>Azure compares without regard to case, and "all" covers everything.</summary>
    public bool Allows(string permission) => KeyPermissions.Any(p =>
        p.Equals(permission, StringComparison.OrdinalIgnoreCase) || p.Equals("all", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Who reaches a vault over the public network.</summary>
internal enum VaultExposure
{
    Open,

    /// <summary>The addresses that the firewall lists.</summary>
    Listed,

    /// <summary>Nothing but private endpoints.</summary>
    Closed,

    /// <summary>What the rules of a network security perimeter let in. They are settings of the perimeter, and not of the vault.</summary>
    Perimeter,

    /// <summary>A setting has a value that is not known here.</summary>
    NotUnderstood,
}
