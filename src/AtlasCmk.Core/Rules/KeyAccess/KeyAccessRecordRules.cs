namespace AtlasCmk.Rules;

/// <summary>Validates a record. A thaw grants the rights in it, and a file can be modified. So only rights that a freeze removes are allowed, for one identity in one vault.</summary>
internal static class KeyAccessRecordRules
{
    /// <summary>"all" includes the three others, so a freeze removes it completely.</summary>
    private static readonly HashSet<string> s_permissions = new(["get", "encrypt", "decrypt", "all"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a freeze removes this permission.</summary>
    public static bool IsTaken(string permission) => s_permissions.Contains(permission);

    /// <summary>The problem, as text that follows "that can be used:", or null.</summary>
    public static string? Fault(KeyAccessTarget target, IReadOnlyCollection<KeyGrant> taken) =>
        taken.Count == 0 ? "it lists nothing that was taken"
        : taken.Select(g => Fault(target, g)).FirstOrDefault(f => f is not null);

    private static string? Fault(KeyAccessTarget target, KeyGrant grant) => grant switch
    {
        EnabledVersion { Key: { FollowsLatest: true } key } => $"it enables {key}, which names no version",
        EnabledVersion { Key: var key } => !target.Vault.Holds(key) ? Elsewhere(target)
            : target.Method != KeyAccessMethod.KeyVersion || target.Key?.Includes(key) is not true
            ? $"it enables {key}, which is not {(target.TakesEveryVersion ? $"a version of the key {target.Key} that was disabled" : "the key version that was disabled")}" : null,
        PolicyRights { Policy: var policy } => target.Method != KeyAccessMethod.AccessPolicy || policy.ApplicationId is not null || !IsAtlas(target, policy.ObjectId)
            ? $"it gives an access policy to {policy.ObjectId}, which is not the identity of the record"
            : policy.KeyPermissions.FirstOrDefault(p => !IsTaken(p)) is { } other ? $"it gives the permission {other}, which a freeze never takes" : null,
        AssignedRole { Assignment: var role } =>
            !role.IsWithin(target.Vault.ResourceId) || !role.Id.StartsWith($"{role.Scope}/providers/Microsoft.Authorization/roleAssignments/", StringComparison.OrdinalIgnoreCase) ? Elsewhere(target)
            : target.Method != KeyAccessMethod.RoleAssignment || !IsAtlas(target, role.PrincipalId) ? $"it gives a role to {role.PrincipalId}, which is not the identity of the record" : null,
        _ => "it lists something that AtlasCmk does not know",
    };

    private static string Elsewhere(KeyAccessTarget target) => $"it lists something outside the vault {target.Vault.Name}";

    private static bool IsAtlas(KeyAccessTarget target, string objectId) => objectId.Equals(target.ObjectId, StringComparison.OrdinalIgnoreCase);
}
