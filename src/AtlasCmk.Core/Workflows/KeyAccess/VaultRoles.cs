using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>The permissions of role assignments.</summary>
internal sealed class VaultRoles(SessionContext azure)
{
    /// <summary>Usually one request. A role that is not in the list is read separately, because it could be the relevant one.</summary>
    public async Task<IReadOnlyList<HeldRole>> ResolveAsync(KeyVaultReference vault, IReadOnlyCollection<RoleAssignment> assignments)
    {
        if (assignments.Count == 0)
        {
            return [];
        }

        var definitions = (await azure.KeyVault.ListRoleDefinitionsAsync(vault, azure.Cancellation).ConfigureAwait(false)).ToList();
        var held = new List<HeldRole>();
        foreach (var assignment in assignments)
        {
            var definition = definitions.Find(d => IsOf(assignment, d));
            if (definition is null)
            {
                definition = await azure.KeyVault.GetRoleDefinitionAsync(vault, assignment.RoleDefinitionId, azure.Cancellation).ConfigureAwait(false);
                definitions.Add(definition);
            }

            held.Add(new(assignment, definition));
        }

        return held;
    }

    /// <summary>The same role has an ID below each scope where it can be assigned. The last part identifies it.</summary>
    private static bool IsOf(RoleAssignment assignment, RoleDefinition definition) =>
        assignment.RoleDefinitionId.Split('/')[^1].Equals(definition.Id.Split('/')[^1], StringComparison.OrdinalIgnoreCase);
}
