using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Finds who else may use keys in a way that Atlas's identity could have too: Azure Resource Manager does not show who is a member of a group.</summary>
internal sealed class HiddenAccess(AzureWork azure)
{
    private static readonly string[] s_uses = ["encrypt", "decrypt"];

    /// <summary>The object ids that may be groups of Atlas's identity, each with what it may do. A version that is disabled is lost to everybody.</summary>
    public Task<Fact<IReadOnlyList<KeyUser>>> FindAsync(KeyAccessTarget target) => Fact.ReadAsync(async () => target.Method switch
    {
        KeyAccessMethod.AccessPolicy => Policies(await azure.VaultAsync(target.Vault).ConfigureAwait(false), target),
        KeyAccessMethod.RoleAssignment => await GroupsAsync(target).ConfigureAwait(false),
        _ => [],
    });

    /// <summary>An access policy names an object, and does not say whether that is a group.</summary>
    private static IReadOnlyList<KeyUser> Policies(KeyVaultSettings vault, KeyAccessTarget target) =>
        [.. from policy in vault.AccessPolicies
            where policy.ApplicationId is null && !policy.ObjectId.Equals(target.ObjectId, StringComparison.OrdinalIgnoreCase)
            let uses = s_uses.Where(policy.Allows).ToList()
            where uses.Count > 0
            select new KeyUser(policy.ObjectId, string.Join(", ", uses))];

    private async Task<IReadOnlyList<KeyUser>> GroupsAsync(KeyAccessTarget target)
    {
        var assignments = await azure.Vaults.ListRoleAssignmentsAtAsync(target.Vault, target.KeyScope, azure.Cancellation).ConfigureAwait(false);
        var groups = await new VaultRoles(azure).ResolveAsync(target.Vault, [.. assignments.Where(a => a.PrincipalType is null or "Group")]).ConfigureAwait(false);
        return [.. groups.Where(g => RoleRights.EncryptsOrDecrypts(g.Definition) && !g.Assignment.PrincipalId.Equals(target.ObjectId, StringComparison.OrdinalIgnoreCase)).Select(g => new KeyUser(g.Assignment.PrincipalId, g.Definition.RoleName))];
    }
}
