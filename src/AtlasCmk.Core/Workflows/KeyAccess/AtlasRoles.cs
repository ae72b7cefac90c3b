using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>The roles that let Atlas's identity encrypt or decrypt with a vault's keys, and which of them can be removed and restored.</summary>
internal sealed class AtlasRoles(SessionContext azure)
{
    private readonly VaultRoles _roles = new(azure);

    /// <summary>Roles that only read the vault or its keys, such as Key Vault Reader, stay, because data stays frozen with them.</summary>
    public async Task<IReadOnlyList<KeyGrant>> FindAsync(KeyAccessTarget target)
    {
        var assignments = await azure.KeyVault.ListRoleAssignmentsAsync(target.Vault, target.ObjectId!, azure.Cancellation).ConfigureAwait(false);
        var roles = (await _roles.ResolveAsync(target.Vault, [.. assignments.Where(target.IsReachedBy)]).ConfigureAwait(false)).Where(r => RoleRights.EncryptsOrDecrypts(r.Definition)).ToList();
        if (roles.Find(r => !r.Assignment.IsWithin(target.Vault.ResourceId)) is { } inherited)
        {
            throw KeyAccessErrors.RoleInherited(target, inherited.Assignment, inherited.Definition.RoleName);
        }

        if (roles.Find(r => !r.Assignment.PrincipalId.Equals(target.ObjectId, StringComparison.OrdinalIgnoreCase)) is { } shared)
        {
            throw KeyAccessErrors.RoleThroughGroup(target, shared.Assignment, shared.Definition.RoleName);
        }

        return roles.Find(r => RoleRights.Administers(r.Definition)) is { } broad
            ? throw KeyAccessErrors.RoleTooBroad(target, broad)
            : [.. roles.Select(r => new AssignedRole(r.Assignment, r.Definition.RoleName))];
    }

    /// <summary>The grants of a record, with the role names from Azure. A role that a freeze does not remove is refused, because a record file can be modified.</summary>
    public async Task<IReadOnlyList<KeyGrant>> CheckAsync(KeyAccessTarget target, IReadOnlyList<KeyGrant> grants)
    {
        var roles = await _roles.ResolveAsync(target.Vault, [.. grants.OfType<AssignedRole>().Select(g => g.Assignment)]).ConfigureAwait(false);
        return roles.FirstOrDefault(r => !RoleRights.EncryptsOrDecrypts(r.Definition)) is { } other ? throw KeyAccessErrors.RoleNotOfKeys(target, other)
            : roles.FirstOrDefault(r => RoleRights.Administers(r.Definition)) is { } broad ? throw KeyAccessErrors.RoleTooBroad(target, broad)
            : [.. grants.Where(g => g is not AssignedRole), .. roles.Select(r => new AssignedRole(r.Assignment, r.Definition.RoleName))];
    }

    /// <summary>Azure allows one assignment of a role per identity and scope, regardless of conditions.</summary>
    public async Task GiveAsync(KeyVaultReference vault, AssignedRole role)
    {
        try
        {
            await azure.KeyVault.CreateRoleAssignmentAsync(vault, role.Assignment, azure.Cancellation).ConfigureAwait(false);
        }
        catch (AzureApiException e) when (e.AlreadyExists)
        {
            // Another user, or a first try with a lost response, already created it: with the same right or with another condition.
            var there = await azure.KeyVault.ListRoleAssignmentsAsync(vault, role.Assignment.PrincipalId, azure.Cancellation).ConfigureAwait(false);
            if (role.Beyond([.. there.Select(a => new AssignedRole(a))]) is not null)
            {
                throw there.FirstOrDefault(role.IsSamePlace) is { } other ? KeyAccessErrors.RoleDiffers(role, other) : e;
            }
        }
    }
}
