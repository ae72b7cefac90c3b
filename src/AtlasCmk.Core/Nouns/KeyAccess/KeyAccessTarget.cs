namespace AtlasCmk;

/// <summary>The access that is removed or restored: which key, for which project, and how.</summary>
/// <param name="Method">How.</param>
/// <param name="Vault">The vault that holds the key.</param>
internal sealed record KeyAccessTarget(KeyAccessMethod Method, KeyVaultReference Vault)
{
    /// <summary>Null if Atlas is not queried and the project is not named.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Null if Atlas is not queried.</summary>
    public string? ProjectName { get; init; }

    /// <summary>The version that Atlas uses, or the key without a version if Atlas follows the latest. Null if no key is named, for methods that apply to all keys.</summary>
    public KeyIdentifier? Key { get; init; }

    /// <summary>Atlas's identity in Microsoft Entra; null if only a version is disabled.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Atlas's identity if it is given although only a version is disabled: it separates Atlas from other users of the key.</summary>
    public string? KnownObjectId { get; init; }

    /// <summary>The scope that a role must cover so that Atlas can use the key.</summary>
    public string KeyScope => Key is null ? Vault.ResourceId : $"{Vault.ResourceId}/keys/{Key.KeyName}";

    /// <summary>Whether a role lets Atlas use the key; without a key, any key of the vault.</summary>
    public bool IsReachedBy(RoleAssignment assignment) => assignment.Covers(KeyScope) || (Key is null && assignment.IsWithin(Vault.ResourceId));

    /// <summary>Whether every enabled version of a key is disabled, because Atlas would fall back to any that stays enabled.</summary>
    public bool TakesEveryVersion => Method == KeyAccessMethod.KeyVersion && Key is { FollowsLatest: true };

    /// <summary>The name in a confirmation.</summary>
    public string Name => ProjectId is null ? $"key vault {Vault.Name}" : $"project {(ProjectName is null ? ProjectId : $"{ProjectName} ({ProjectId})")}";

    /// <summary>Whether another freeze continues this one. Names that were unknown then are ignored.</summary>
    public bool IsSameAs(KeyAccessTarget other) =>
        Method == other.Method && Vault.IsSameVault(other.Vault) && ProjectId == other.ProjectId
        && (Method != KeyAccessMethod.KeyVersion || Key!.Equals(other.Key))
        && string.Equals(ObjectId, other.ObjectId, StringComparison.OrdinalIgnoreCase);
}
