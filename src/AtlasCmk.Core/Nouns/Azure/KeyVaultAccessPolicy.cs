namespace AtlasCmk;

/// <summary>What one identity may do with a vault's keys.</summary>
internal sealed record KeyVaultAccessPolicy(string TenantId, string ObjectId, string? ApplicationId, IReadOnlyList<string> KeyPermissions)
{
    /// <summary>Azure compares without regard to case, and "all" covers everything.</summary>
    public bool Allows(string permission) => KeyPermissions.Any(p =>
        p.Equals(permission, StringComparison.OrdinalIgnoreCase) || p.Equals("all", StringComparison.OrdinalIgnoreCase));
}
