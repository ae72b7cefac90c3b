namespace AtlasCmk;

/// <summary>A role of an identity at a scope; an inherited role's scope is shorter than the resource ID.</summary>
internal sealed record RoleAssignment(string Id, string Scope, string RoleDefinitionId, string PrincipalId)
{
    public string? PrincipalType { get; init; }

    public string? Condition { get; init; }

    public string? ConditionVersion { get; init; }

    public string? Description { get; init; }

    /// <summary>The managed identity that created it across tenants, if any.</summary>
    public string? DelegatedManagedIdentityResourceId { get; init; }

    /// <summary>Whether it applies to a vault for which Azure lists it, or to something in that vault.</summary>
    /// <remarks>Azure also lists scopes above, such as a management group or the root. Only a scope at or inside a vault must contain the resource by its text.</remarks>
    public bool Covers(string resourceId) =>
        $"{resourceId}/".StartsWith($"{Scope.TrimEnd('/')}/", StringComparison.OrdinalIgnoreCase)
        || !Scope.Contains("/providers/Microsoft.KeyVault/vaults/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether its scope is the resource or something in it, not a level above.</summary>
    public bool IsWithin(string resourceId) =>
        $"{Scope.TrimEnd('/')}/".StartsWith($"{resourceId}/", StringComparison.OrdinalIgnoreCase);
}
