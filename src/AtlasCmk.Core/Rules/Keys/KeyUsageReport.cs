namespace AtlasCmk.Rules;

/// <summary>What needs a key version, and which projects were read.</summary>
/// <param name="Key">The version.</param>
/// <param name="Usages">Everything that needs it or may need it.</param>
/// <param name="ProjectsRead">The projects that were read. A usage of kind Unread shows what was not read.</param>
/// <param name="ProjectsExcluded">Visible projects that were not read, because the caller states that they never used the key.</param>
internal sealed record KeyUsageReport(
    KeyIdentifier Key,
    IReadOnlyList<KeyUsage> Usages,
    IReadOnlyList<string> ProjectsRead,
    IReadOnlyList<string> ProjectsExcluded)
{
    /// <summary>The time of the search.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Whether a project that was read uses the key's vault, or used the key according to the caller.</summary>
    public bool IsUsedHere { get; init; }

    /// <summary>The projects that follow the latest version of the key, if this is that version.</summary>
    public IReadOnlyList<string> FollowedBy { get; init; } = [];

    /// <summary>What happens to those projects if the version is disabled. Null if there are none.</summary>
    public FollowerImpact? Impact { get; init; }
}

/// <summary>The settings of a visible project, or why they could not be read.</summary>
/// <param name="ProjectId">The project. Null for projects that may be missing from Atlas's list.</param>
/// <param name="Listed">The project in Atlas's list. Null if it is not in the list.</param>
/// <param name="Settings">Null if they could not be read.</param>
/// <param name="Unread">Why they could not be read.</param>
internal sealed record ProjectSettings(string? ProjectId, AtlasProject? Listed, EncryptionAtRest? Settings, string? Unread);

/// <summary>The projects that are searched for what needs a key version.</summary>
/// <param name="Included">Projects to read even if they are missing from the session's list, because the caller states that they used the key.</param>
internal sealed record UsageScope(IReadOnlyCollection<string> Included)
{
    /// <summary>Visible projects that never used the key, according to the caller.</summary>
    public IReadOnlyCollection<string> Excluded { get; init; } = [];

    /// <summary>Whether projects with another vault or none are omitted. In an incident only what stops now matters, not what a version protects.</summary>
    public bool OfVaultOnly { get; init; }

    /// <summary>Whether only the included projects are read, because the question is about their own backups.</summary>
    public bool OfIncludedOnly { get; init; }
}
