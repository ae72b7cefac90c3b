using Newtonsoft.Json;

namespace AtlasCmk.Clients;

[JsonObject(ItemNullValueHandling = NullValueHandling.Ignore)]
internal sealed record ArmRoleAssignment(
    [property: JsonProperty("id")] string? Id,
    [property: JsonProperty("properties")] ArmRoleAssignmentProperties? Properties)
{
    /// <summary>One that says too little stays in the list, as an assignment whose role is not known: it may be the one that matters.</summary>
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

    /// <summary>As it is asked for: its place and its name are in the address.</summary>
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
    /// <summary>Null where the role does not say what it allows.</summary>
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
