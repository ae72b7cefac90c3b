namespace AtlasCmk;

/// <summary>The Az commands that give Atlas's identity its permissions on a vault.</summary>
/// <remarks>
/// A new principal may not be found in the directory yet: -ObjectType and -BypassObjectIdValidation keep Az from
/// looking it up. Set-AzKeyVaultAccessPolicy replaces an identity's list, so existing permissions are repeated.
/// </remarks>
internal static class VaultGrants
{
    private static readonly string[] s_keyPermissions = ["get", "encrypt", "decrypt"];

    /// <param name="principal">The object ID of the identity; null if unknown.</param>
    /// <param name="vault">The vault; null if the project has none yet.</param>
    public static IReadOnlyList<string> For(string? principal, KeyVaultReference? vault) =>
    [
        Role(principal, BuiltInRole.KeyVaultReader, vault?.ResourceId),
        Role(principal, BuiltInRole.KeyVaultCryptoUser, vault?.ResourceId),
        Policy(principal, vault, PowerShellCommand.Of(
            $"(@((Get-AzKeyVault {Names(vault)}).AccessPolicies | Where-Object ObjectId -eq {principal} | ForEach-Object PermissionsToKeys) + {s_keyPermissions} | Select-Object -Unique)")),
    ];

    public static PowerShellCommand Role(string? principal, BuiltInRole role, string? scope) =>
        PowerShellCommand.Of($"New-AzRoleAssignment -ObjectId {principal} -ObjectType {"ServicePrincipal"} -RoleDefinitionName {role.Name} -Scope {scope}");

    /// <param name="principal">The object ID of the identity.</param>
    /// <param name="vault">The vault.</param>
    /// <param name="present">The key permissions that the identity has now.</param>
    public static PowerShellCommand Policy(string principal, KeyVaultReference vault, IEnumerable<string> present) =>
        Policy(principal, vault, PowerShellCommand.Of($"{present.Union(s_keyPermissions, StringComparer.OrdinalIgnoreCase)}"));

    private static PowerShellCommand Policy(string? principal, KeyVaultReference? vault, PowerShellCommand permissions) =>
        PowerShellCommand.Of($"Set-AzKeyVaultAccessPolicy {Names(vault)} -ObjectId {principal} -PermissionsToKeys {permissions} -BypassObjectIdValidation");

    private static PowerShellCommand Names(KeyVaultReference? vault) =>
        PowerShellCommand.Of($"-VaultName {vault?.Name} -ResourceGroupName {vault?.ResourceGroupName} -SubscriptionId {vault?.SubscriptionId}");
}
