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

/// <summary>What a visible project is set to, or why that could not be read.</summary>
/// <param name="ProjectId">Which project; null for those that may be missing from Atlas's list.</param>
/// <param name="Listed">The project in Atlas's list; null where it is not there.</param>
/// <param name="Settings">Null where they could not be read.</param>
/// <param name="Unread">Why not.</param>
internal sealed record ProjectSettings(string? ProjectId, AtlasProject? Listed, EncryptionAtRest? Settings, string? Unread);

/// <summary>In which projects is looked for what needs a key version.</summary>
/// <param name="Included">Projects to read even where the session's list of projects lacks them: those that used the key, as the caller says.</param>
internal sealed record UsageScope(IReadOnlyCollection<string> Included)
{
    /// <summary>Visible projects that never used the key, as the caller says.</summary>
    public IReadOnlyCollection<string> Excluded { get; init; } = [];

    /// <summary>Whether projects that name another vault, or none, are left out: what an incident stops now matters, not what a version protects.</summary>
    public bool OfVaultOnly { get; init; }
}
