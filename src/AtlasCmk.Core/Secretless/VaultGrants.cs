namespace AtlasCmk;

/// <summary>What the owner of a vault types so that Atlas's service principal may use its keys.</summary>
internal static class VaultGrants
{
    /// <param name="principal">The object id of the service principal.</param>
    /// <param name="vault">The vault; null where the project has none yet.</param>
    public static IReadOnlyList<string> For(string principal, KeyVaultReference? vault)
    {
        var scope = vault?.ResourceId ?? "{the vault's resource id}";
        return
        [
            $"New-AzRoleAssignment -ObjectId {principal} -RoleDefinitionName 'Key Vault Reader' -Scope '{scope}'",
            // Crypto Service Encryption User has wrap and unwrap alone, and Atlas encrypts and decrypts.
            $"New-AzRoleAssignment -ObjectId {principal} -RoleDefinitionName 'Key Vault Crypto User' -Scope '{scope}'",
            $"Set-AzKeyVaultAccessPolicy -VaultName '{vault?.Name ?? "{vault}"}' -ObjectId {principal} -PermissionsToKeys get, encrypt, decrypt",
        ];
    }
}
