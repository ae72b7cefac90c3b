using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>The users of a vault's keys according to Azure. All of them lose a disabled version.</summary>
internal sealed class KeyUsers(SessionContext azure)
{
    private static readonly string[] s_uses = ["encrypt", "decrypt", "wrapKey", "unwrapKey", "sign", "verify"];

    /// <summary>From the access policies or from Azure RBAC, depending on the vault. Excludes the signed-in identity.</summary>
    public async Task<IReadOnlyList<KeyUser>> ListAsync(KeyAccessTarget target)
    {
        var vault = await azure.VaultAsync(target.Vault).ConfigureAwait(false);
        var users = vault.UsesRoles ? await ByRoleAsync(target).ConfigureAwait(false) : ByPolicy(vault);
        var caller = await azure.CallerAsync().ConfigureAwait(false);
        return [.. users.Where(u => !u.Is(caller.Value?.ObjectId)).GroupBy(u => u.ObjectId, StringComparer.OrdinalIgnoreCase)
            .Select(of => new KeyUser(of.Key, string.Join(", ", of.Select(u => u.By).Distinct())))];
    }

    /// <summary>Storage accounts, disks and databases wrap and unwrap. All these uses require the version.</summary>
    private static IEnumerable<KeyUser> ByPolicy(KeyVaultSettings vault) =>
        from policy in vault.AccessPolicies
        let uses = s_uses.Where(policy.Allows).ToList()
        where uses.Count > 0
        select new KeyUser(policy.ObjectId, (uses.Count == s_uses.Length ? "all uses" : string.Join(" ", uses)) + (policy.ApplicationId is { } through ? $" through application {through}" : ""));

    private async Task<IEnumerable<KeyUser>> ByRoleAsync(KeyAccessTarget target)
    {
        var assignments = await azure.KeyVault.ListRoleAssignmentsAtAsync(target.Vault, target.KeyScope, azure.Cancellation).ConfigureAwait(false);
        var roles = await new VaultRoles(azure).ResolveAsync(target.Vault, assignments).ConfigureAwait(false);
        return from role in roles
               where RoleRights.UsesKeys(role.Definition)
               select new KeyUser(role.Assignment.PrincipalId, $"{(role.Assignment.PrincipalType is "User" or "Group" ? $"{role.Assignment.PrincipalType}, " : "")}{role.Definition.RoleName}");
    }
}
