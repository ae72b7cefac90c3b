namespace AtlasCmk.Sandbox.World;

internal sealed record AzureRoleAssignment(string Name, string Scope, string RoleDefinitionId, string PrincipalId, DateTimeOffset Created)
{
    /// <summary>Kept and shown, and taken to be met: to judge it is Azure's secret.</summary>
    public string? Condition { get; init; }

    public string? ConditionVersion { get; init; }

    public string? Description { get; init; }

    public string? DelegatedManagedIdentityResourceId { get; init; }

    /// <summary>User, Group or ServicePrincipal.</summary>
    public string PrincipalType { get; init; } = "ServicePrincipal";

    /// <summary>A role at a scope holds for everything below it. The root and every management group hold the one subscription of this world.</summary>
    public bool Covers(string scope) =>
        Scope == "/"
        || Scope.StartsWith("/providers/Microsoft.Management/managementGroups/", StringComparison.OrdinalIgnoreCase)
        || (scope.StartsWith(Scope, StringComparison.OrdinalIgnoreCase) && (scope.Length == Scope.Length || scope[Scope.Length] == '/'));
}
