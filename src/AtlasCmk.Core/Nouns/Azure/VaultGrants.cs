namespace AtlasCmk;

/// <summary>The commands of Az with which the owner of a vault gives Atlas's identity what it needs there.</summary>
/// <remarks>
/// A principal that was created just now is not found in the directory by every service: -ObjectType and -BypassObjectIdValidation keep Az from
/// looking it up, which a runbook's identity may not do either. Set-AzKeyVaultAccessPolicy replaces an identity's list, so that what it has is named again.
/// </remarks>
internal static class VaultGrants
{
    private static readonly string[] s_keyPermissions = ["get", "encrypt", "decrypt"];

    /// <param name="principal">The object id of the identity; null where it is not known.</param>
    /// <param name="vault">The vault; null where the project has none yet.</param>
    public static IReadOnlyList<string> For(string? principal, KeyVaultReference? vault) =>
    [
        Role(principal, BuiltInRole.KeyVaultReader, vault?.ResourceId),
        Role(principal, BuiltInRole.KeyVaultCryptoUser, vault?.ResourceId),
        Policy(principal, vault, PowerShellCommand.Of(
            $"(@((Get-AzKeyVault {Names(vault)}).AccessPolicies | Where-Object ObjectId -eq {principal} | ForEach-Object PermissionsToKeys) + {s_keyPermissions} | Select-Object -Unique)")),
    ];

    public static PowerShellCommand Role(string? principal, BuiltInRole role, string? scope) =>
        PowerShellCommand.Of($"New-AzRoleAssignment -ObjectId {principal} -ObjectType {"ServicePrincipal"} -RoleDefinitionName {role.Name} -Scope {scope}");

    /// <param name="principal">The object id of the identity.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="present">What the identity may do with keys now.</param>
    public static PowerShellCommand Policy(string principal, KeyVaultReference vault, IEnumerable<string> present) =>
        Policy(principal, vault, PowerShellCommand.Of($"{present.Union(s_keyPermissions, StringComparer.OrdinalIgnoreCase)}"));

    private static PowerShellCommand Policy(string? principal, KeyVaultReference? vault, PowerShellCommand permissions) =>
        PowerShellCommand.Of($"Set-AzKeyVaultAccessPolicy {Names(vault)} -ObjectId {principal} -PermissionsToKeys {permissions} -BypassObjectIdValidation");

    private static PowerShellCommand Names(KeyVaultReference? vault) =>
        PowerShellCommand.Of($"-VaultName {vault?.Name} -ResourceGroupName {vault?.ResourceGroupName} -SubscriptionId {vault?.SubscriptionId}");
}
