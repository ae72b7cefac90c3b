namespace AtlasCmk.Sandbox.World;

internal sealed record RoleAssignment(string Name, string Scope, string RoleDefinitionId, string PrincipalId, DateTimeOffset Created)
{
    /// <summary>Kept and shown, and taken to be met: to judge it is Azure's secret.</summary>
    public string? Condition { get; init; }

    public string? ConditionVersion { get; init; }

    public string? Description { get; init; }

    public string? DelegatedManagedIdentityResourceId { get; init; }

    /// <summary>A role at a scope holds for everything below it.</summary>
    public bool Covers(string scope) =>
        scope.StartsWith(Scope, StringComparison.OrdinalIgnoreCase)
        && (scope.Length == Scope.Length || scope[Scope.Length] == '/');
}
