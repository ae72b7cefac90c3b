namespace AtlasCmk;

/// <summary>Whose access to which key is taken or given back, and how.</summary>
/// <param name="Method">How.</param>
/// <param name="Vault">The vault that holds the key.</param>
internal sealed record KeyAccessTarget(KeyAccessMethod Method, KeyVaultReference Vault)
{
    /// <summary>Null where Atlas is not asked, and nobody named it.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Null where Atlas is not asked.</summary>
    public string? ProjectName { get; init; }

    /// <summary>The version that Atlas uses, or the key without a version where Atlas follows the latest; null where the key is not named, which only a method that takes all keys can do without.</summary>
    public KeyIdentifier? Key { get; init; }

    /// <summary>Atlas's identity in Microsoft Entra; null where only a version is disabled.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Atlas's identity where only a version is disabled, if somebody tells it: to know it from others who use the key.</summary>
    public string? KnownObjectId { get; init; }

    /// <summary>Where a role has to reach for Atlas to use the key.</summary>
    public string KeyScope => Key is null ? Vault.ResourceId : $"{Vault.ResourceId}/keys/{Key.KeyName}";

    /// <summary>Whether a role lets Atlas reach the key; where none is named, any key of the vault.</summary>
    public bool IsReachedBy(RoleAssignment assignment) => assignment.Covers(KeyScope) || (Key is null && assignment.IsWithin(Vault.ResourceId));

    /// <summary>Whether every enabled version of a key is taken, since Atlas would fall back to any that stays enabled.</summary>
    public bool TakesEveryVersion => Method == KeyAccessMethod.KeyVersion && Key is { FollowsLatest: true };

    /// <summary>As a question names it.</summary>
    public string Name => ProjectId is null ? $"key vault {Vault.Name}" : $"project {(ProjectName is null ? ProjectId : $"{ProjectName} ({ProjectId})")}";

    /// <summary>Whether another freeze is the same one, gone on with. Names that were not known then do not count.</summary>
    public bool IsSameAs(KeyAccessTarget other) =>
        Method == other.Method && Vault.IsSameVault(other.Vault) && ProjectId == other.ProjectId
        && (Method != KeyAccessMethod.KeyVersion || Key!.Equals(other.Key))
        && string.Equals(ObjectId, other.ObjectId, StringComparison.OrdinalIgnoreCase);
}
