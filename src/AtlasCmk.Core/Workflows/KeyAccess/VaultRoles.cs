using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Says of role assignments what they allow.</summary>
internal sealed class VaultRoles(SessionContext azure)
{
    /// <summary>One request as a rule. A role that is not in the list is asked for by itself: one that is passed over might be the one that matters.</summary>
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

    /// <summary>The same role has an id below each scope where it can be given; the last part tells it.</summary>
    private static bool IsOf(RoleAssignment assignment, RoleDefinition definition) =>
        assignment.RoleDefinitionId.Split('/')[^1].Equals(definition.Id.Split('/')[^1], StringComparison.OrdinalIgnoreCase);
}
