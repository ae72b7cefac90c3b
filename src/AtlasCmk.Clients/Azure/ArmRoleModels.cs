using Newtonsoft.Json;

namespace AtlasCmk.Clients;

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record ArmRoleAssignment(
    [property: JsonProperty("id")] string? Id,
    [property: JsonProperty("properties")] ArmRoleAssignmentProperties? Properties)
{
    /// <summary>An incomplete assignment stays in the list with an unknown role, because it could be the relevant one.</summary>
    public static RoleAssignment ToCore(ArmRoleAssignment? assignment) =>
        assignment is { Id: { } id, Properties: { Scope: { } scope, RoleDefinitionId: { } role, PrincipalId: { } principal } properties }
        ? new(id, scope, role, principal)
        {
            PrincipalType = properties.PrincipalType,
            Condition = properties.Condition.OrNull(),
            ConditionVersion = properties.ConditionVersion.OrNull(),
            Description = properties.Description.OrNull(),
            DelegatedManagedIdentityResourceId = properties.DelegatedManagedIdentityResourceId.OrNull(),
        }
        : new(assignment?.Id ?? "", assignment?.Properties?.Scope ?? "", "", assignment?.Properties?.PrincipalId ?? "");

    /// <summary>The body of the request. Scope and name are in the address.</summary>
    public static ArmRoleAssignment Of(RoleAssignment assignment) =>
        new(null, new(
            null, assignment.RoleDefinitionId, assignment.PrincipalId, assignment.PrincipalType,
            assignment.Condition, assignment.ConditionVersion, assignment.Description, assignment.DelegatedManagedIdentityResourceId));
}

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record ArmRoleAssignmentProperties(
    [property: JsonProperty("scope")] string? Scope,
    [property: JsonProperty("roleDefinitionId")] string? RoleDefinitionId,
    [property: JsonProperty("principalId")] string? PrincipalId,
    [property: JsonProperty("principalType")] string? PrincipalType,
    [property: JsonProperty("condition")] string? Condition,
    [property: JsonProperty("conditionVersion")] string? ConditionVersion,
    [property: JsonProperty("description")] string? Description,
    [property: JsonProperty("delegatedManagedIdentityResourceId")] string? DelegatedManagedIdentityResourceId);

internal sealed record ArmRoleDefinition(
    [property: JsonProperty("id")] string? Id,
    [property: JsonProperty("properties")] ArmRoleDefinitionProperties? Properties)
{
    /// <summary>Null if the role has no permissions field.</summary>
    public RoleDefinition? ToCore() => Id is { } id && Properties is { Permissions: { } permissions }
        ? new(id, Properties.RoleName ?? id, [.. permissions.OfType<ArmRolePermission>().Select(p => p.ToCore())])
        : null;
}

internal sealed record ArmRoleDefinitionProperties(
    [property: JsonProperty("roleName")] string? RoleName,
    [property: JsonProperty("permissions")] IReadOnlyList<ArmRolePermission?>? Permissions);

internal sealed record ArmRolePermission(
    [property: JsonProperty("actions")] IReadOnlyList<string>? Actions,
    [property: JsonProperty("notActions")] IReadOnlyList<string>? NotActions,
    [property: JsonProperty("dataActions")] IReadOnlyList<string>? DataActions,
    [property: JsonProperty("notDataActions")] IReadOnlyList<string>? NotDataActions)
{
    public RolePermission ToCore() => new(Actions ?? [], NotActions ?? [], DataActions ?? [], NotDataActions ?? []);
}
