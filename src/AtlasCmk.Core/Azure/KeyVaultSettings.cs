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

    /// <summary>Whether rights come from role assignments; else from the access policies.</summary>
    public bool UsesRoles { get; init; }

    /// <summary>Absent means enabled; Disabled overrides the firewall, but not private endpoints.</summary>
    public bool PublicNetworkAccess { get; init; } = true;

    /// <summary>Whether the firewall refuses addresses that it does not list.</summary>
    public bool FirewallDenies { get; init; }

    public IReadOnlyList<KeyVaultAccessPolicy> AccessPolicies { get; init; } = [];

    /// <summary>Succeeded, or RegisteringDns while the vault is being made.</summary>
    public string? ProvisioningState { get; init; }
}
