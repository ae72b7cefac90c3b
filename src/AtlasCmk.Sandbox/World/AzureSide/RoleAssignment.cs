namespace AtlasCmk.Sandbox.World;

internal sealed record RoleAssignment(string Name, string Scope, string RoleDefinitionId, string PrincipalId, DateTimeOffset Created)
{
    /// <summary>A role at a scope holds for everything below it.</summary>
    public bool Covers(string scope) =>
        scope.StartsWith(Scope, StringComparison.OrdinalIgnoreCase)
        && (scope.Length == Scope.Length || scope[Scope.Length] == '/');
}
