namespace AtlasCmk;

/// <summary>A role that an identity has at a scope; the scope of an inherited one is shorter than the resource's id.</summary>
internal sealed record RoleAssignment(string Id, string Scope, string RoleDefinitionId, string PrincipalId)
{
    public string? PrincipalType { get; init; }

    public string? Condition { get; init; }

    public string? ConditionVersion { get; init; }

    public string? Description { get; init; }

    /// <summary>The managed identity that made it across tenants, where one did.</summary>
    public string? DelegatedManagedIdentityResourceId { get; init; }

    /// <summary>Whether it reaches a vault for which Azure lists it, or something in that vault.</summary>
    /// <remarks>Azure lists what lies above, whatever the text of its scope: a management group, the root. Only a scope that is a vault, or lies in one, has to hold the resource by its text.</remarks>
    public bool Covers(string resourceId) =>
        $"{resourceId}/".StartsWith($"{Scope.TrimEnd('/')}/", StringComparison.OrdinalIgnoreCase)
        || !Scope.Contains("/providers/Microsoft.KeyVault/vaults/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it was given at a resource, or at something in it, and not above.</summary>
    public bool IsWithin(string resourceId) =>
        $"{Scope.TrimEnd('/')}/".StartsWith($"{resourceId}/", StringComparison.OrdinalIgnoreCase);
}
