namespace AtlasCmk.Sandbox.World;

internal sealed record AzureRoleAssignment(string Name, string Scope, string RoleDefinitionId, string PrincipalId, DateTimeOffset Created)
{
    /// <summary>Stored and shown, but always treated as met. The Sandbox does not evaluate conditions.</summary>
    public string? Condition { get; init; }

    public string? ConditionVersion { get; init; }

    public string? Description { get; init; }

    public string? DelegatedManagedIdentityResourceId { get; init; }

    /// <summary>User, Group or ServicePrincipal.</summary>
    public string PrincipalType { get; init; } = "ServicePrincipal";

    /// <summary>A role at a scope applies to everything below it. The root and every management group contain this world's subscription.</summary>
    public bool Covers(string scope) =>
        Scope == "/"
        || Scope.StartsWith("/providers/Microsoft.Management/managementGroups/", StringComparison.OrdinalIgnoreCase)
        || (scope.StartsWith(Scope, StringComparison.OrdinalIgnoreCase) && (scope.Length == Scope.Length || scope[Scope.Length] == '/'));
}
