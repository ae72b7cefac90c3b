namespace AtlasCmk.Rules;

/// <summary>What was found to need a key version, and where it was looked for.</summary>
/// <param name="Key">The version.</param>
/// <param name="Usages">Everything that needs it, or may.</param>
/// <param name="ProjectsRead">The projects that were read whole, or as far as a usage of kind Unread tells.</param>
/// <param name="ProjectsExcluded">Visible projects that were not read, since the caller says that they never used the key.</param>
internal sealed record KeyUsageReport(
    KeyIdentifier Key,
    IReadOnlyList<KeyUsage> Usages,
    IReadOnlyList<string> ProjectsRead,
    IReadOnlyList<string> ProjectsExcluded)
{
    /// <summary>When it was looked for.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Whether a project that was read names the key's vault, or used the key as the caller says.</summary>
    public bool IsUsedHere { get; init; }

    /// <summary>The projects that follow the latest version of the key, where this is the one.</summary>
    public IReadOnlyList<string> FollowedBy { get; init; } = [];

    /// <summary>What becomes of those projects if the version is disabled; null where there are none.</summary>
    public FollowerFate? Fate { get; init; }
}
