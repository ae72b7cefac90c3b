namespace AtlasCmk.Rules;

/// <summary>The period in which a project can have used a key version. Data from outside this period does not need the version.</summary>
/// <param name="Begin">When the version was created. Null if unknown.</param>
/// <param name="SureUntil">Until this time the project cannot have used a later version, because its current version did not exist. Null if unknown.</param>
/// <param name="End">When the project and its clusters had left the version. Null if they have not, or if unknown.</param>
/// <param name="HasUsed">Whether the project is known to have used the key. Other projects may have used it too, because Atlas does not record former keys.</param>
internal sealed record KeyVersionPeriod(DateTimeOffset? Begin, DateTimeOffset? SureUntil, DateTimeOffset? End, bool HasUsed)
{
    /// <summary>Whether the project follows the latest enabled version of the key.</summary>
    public bool IsFollowed { get; private init; }

    /// <summary>The tolerance between the clocks of Azure (versions), Atlas (backups) and this machine (rotations).</summary>
    private static readonly TimeSpan s_apart = TimeSpan.FromMinutes(5);

    /// <param name="key">The version to check.</param>
    /// <param name="versions">All known versions of its key.</param>
    /// <param name="project">The project's current state.</param>
    /// <param name="history">What the caller knows about when the version was left.</param>
    public static KeyVersionPeriod Of(KeyIdentifier key, IReadOnlyList<KeyVersion> versions, EncryptionAtRest project, RotationHistory history)
    {
        var begin = Created(key);
        var hasUsed = key.IsOfSameKey(project.Key) || history.Rotations.ContainsKey(project.ProjectId!);
        return KeyReferences.Of(key, versions, project) switch
        {
            KeyReference.Named => new(begin, DateTimeOffset.MaxValue, null, hasUsed),
            KeyReference.Latest or KeyReference.Possible => new(begin, project.FollowsLatestVersion ? NewestUntil() : null, null, hasUsed) { IsFollowed = project.FollowsLatestVersion },
            _ => new(begin, project.Enabled ? Created(project.Key) : null, history.Of(project.ProjectId!), hasUsed),
        };

        // Before the next version existed, Atlas cannot have followed a later one.
        DateTimeOffset? NewestUntil() => begin is null || versions.Any(v => v.Created is null) ? null
            : versions.Where(v => v.Created > begin).Min(v => v.Created) ?? DateTimeOffset.MaxValue;

        DateTimeOffset? Created(KeyIdentifier? identifier) => versions.FirstOrDefault(v => v.Identifier.Equals(identifier))?.Created;
    }

    /// <summary>A time that is inside for one clock and outside for another counts as inside.</summary>
    public bool Includes(DateTimeOffset time) => !(time < Begin - s_apart) && !IsOverAt(time);

    public bool IsOverAt(DateTimeOffset? time) => time > End + s_apart;

    /// <summary>When the last point-in-time restore needs the version, if the window is known.</summary>
    public DateTimeOffset? WindowEnds(TimeSpan? window) => End + window + s_apart;

    /// <summary>Whether the time is sufficient evidence that the version was used.</summary>
    public UsageCertainty CertaintyAt(DateTimeOffset time) => HasUsed && (End is not null || time <= SureUntil) ? UsageCertainty.Assumed : UsageCertainty.Unknown;
}

/// <summary>What the caller knows about when the projects left a key version.</summary>
internal sealed record RotationHistory
{
    /// <summary>When the last project and all its clusters had left it. With rotations, it applies only to their projects.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>The projects that were rotated, with the time when each had left the version. Null if not every cluster was seen to complete.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset?> Rotations { get; init; } = new Dictionary<string, DateTimeOffset?>();

    /// <summary>The point-in-time restore window. Null if not specified.</summary>
    public TimeSpan? RestoreWindow { get; init; }

    /// <summary>When a project had left the version. Null if unknown. A given time does not override a rotation that did not see it.</summary>
    public DateTimeOffset? Of(string projectId) =>
        Rotations.Count == 0 ? RotatedAt
        : Rotations.GetValueOrDefault(projectId) is { } left ? RotatedAt > left ? RotatedAt : left
        : null;
}
