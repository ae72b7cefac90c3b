namespace AtlasCmk.Rules;

/// <summary>What the roles of an identity allow at a scope. Pure: sends no requests.</summary>
/// <remarks>
/// Source: https://www.mongodb.com/docs/atlas/security-azure-kms/: a custom role needs two actions and three data actions. The roles that MongoDB lists are matched by ID.
/// Deny assignments cannot be read. The diagnosis says so, but a right that was read counts as a fact.
/// </remarks>
internal sealed class HeldRoles(IReadOnlyList<RoleAssignment> assignments, ReadResult<IReadOnlyList<RoleDefinition>> definitions)
{
    /// <summary>A role that certainly grants the right. Otherwise why a role may grant it, or neither.</summary>
    public (string? Role, string? Doubt) Find(string action, string scope, BuiltInRole named, Func<RoleDefinition, string, Allowance> allows)
    {
        var held = assignments.Where(a => a.Covers(scope)).Select(a => Judge(a, action, named, allows)).ToList();
        return held.Find(h => h.Role is not null) is { Role: not null } certain ? certain : held.Find(h => h.Doubt is not null);
    }

    private (string? Role, string? Doubt) Judge(RoleAssignment assignment, string action, BuiltInRole named, Func<RoleDefinition, string, Allowance> allows)
    {
        var definition = definitions.Value?.FirstOrDefault(d => IsOf(assignment, d));
        var allowance = named.IsOf(assignment) ? Allowance.Yes : definition is null ? Allowance.Perhaps : allows(definition, action);
        var name = named.IsOf(assignment) ? named.Name : definition?.RoleName;
        return allowance switch
        {
            Allowance.No => (null, null),
            _ when name is null => (null, definitions.IsKnown
                ? $"it is unclear what the role {Id(assignment.RoleDefinitionId)} allows: Azure does not list it at the vault"
                : $"it is unclear what the role {Id(assignment.RoleDefinitionId)} allows: {definitions.Reason}"),
            _ when assignment.Condition is not null => (null, $"the role {name} has a condition, which only Azure can evaluate"),
            Allowance.Perhaps => (null, Room(definition!, action)),
            _ => (name, null),
        };
    }

    /// <summary>Includes the patterns, so that a reader can decide.</summary>
    private static string Room(RoleDefinition role, string action)
    {
        var patterns = role.Permissions.SelectMany(p => p.Actions.Concat(p.DataActions)).Where(IsLoose).Distinct().ToList();
        return patterns.Count > 0
            ? $"it is unclear whether the role {role.RoleName} allows {action}: it has {string.Join(", ", patterns)}, and Microsoft does not say whether that covers it"
            : $"it is unclear whether the role {role.RoleName} allows {action}: it excludes "
            + $"{string.Join(", ", role.Permissions.SelectMany(p => p.NotActions.Concat(p.NotDataActions)).Where(IsLoose).Distinct())}, and Microsoft does not say whether that covers it";
    }

    private static bool IsLoose(string pattern) => pattern.StartsWith("Microsoft.KeyVault/", StringComparison.OrdinalIgnoreCase) && pattern.Contains("/*/", StringComparison.Ordinal);

    /// <summary>The same role has an ID below each scope where it can be assigned. The last part identifies it.</summary>
    private static bool IsOf(RoleAssignment assignment, RoleDefinition definition) => Id(assignment.RoleDefinitionId).Equals(Id(definition.Id), StringComparison.OrdinalIgnoreCase);

    private static string Id(string roleDefinitionId) => roleDefinitionId.Split('/')[^1];
}
