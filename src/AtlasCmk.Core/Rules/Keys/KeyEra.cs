namespace AtlasCmk.Rules;

/// <summary>The time in which a key version can have encrypted anything for a project. What was made outside of it does not need the version.</summary>
/// <param name="Begin">When the version was created; null where Azure did not tell.</param>
/// <param name="SureUntil">Until then the project can have used no later version, for the one that it uses now was not there yet; null where that is not known.</param>
/// <param name="End">When the project had left the version, its clusters included; null where it has not, or where that is not known.</param>
/// <param name="HasUsed">Whether the project is known to have used the key. Any other project may have used it: Atlas keeps no record of former keys.</param>
internal sealed record KeyEra(DateTimeOffset? Begin, DateTimeOffset? SureUntil, DateTimeOffset? End, bool HasUsed)
{
    /// <summary>Whether the project follows the latest enabled version of the key.</summary>
    public bool IsFollowed { get; private init; }

    /// <summary>Azure's clock tells when a version was made, Atlas's when a backup was taken, and this machine's when a rotation was complete.</summary>
    private static readonly TimeSpan s_apart = TimeSpan.FromMinutes(5);

    /// <param name="key">The version that is asked about.</param>
    /// <param name="versions">All versions of its key, as far as Azure told.</param>
    /// <param name="project">The project, as it is now.</param>
    /// <param name="departure">What the caller knows of how the version was left.</param>
    public static KeyEra Of(KeyIdentifier key, IReadOnlyList<KeyVersion> versions, EncryptionAtRest project, KeyDeparture departure)
    {
        var begin = Created(key);
        var hasUsed = key.IsOfSameKey(project.Key) || departure.Rotations.ContainsKey(project.ProjectId!);
        return KeyStandings.Of(key, versions, project) switch
        {
            KeyStanding.Named => new(begin, DateTimeOffset.MaxValue, null, hasUsed),
            KeyStanding.Latest or KeyStanding.Possible => new(begin, project.FollowsLatestVersion ? NewestUntil() : null, null, hasUsed) { IsFollowed = project.FollowsLatestVersion },
            _ => new(begin, project.Enabled ? Created(project.Key) : null, departure.Of(project.ProjectId!), hasUsed),
        };

        // Until the next version was there, Atlas can have followed no later one.
        DateTimeOffset? NewestUntil() => begin is null || versions.Any(v => v.Created is null) ? null
            : versions.Where(v => v.Created > begin).Min(v => v.Created) ?? DateTimeOffset.MaxValue;

        DateTimeOffset? Created(KeyIdentifier? identifier) => versions.FirstOrDefault(v => v.Identifier.Equals(identifier))?.Created;
    }

    /// <summary>A time that one clock calls inside and another outside counts as inside.</summary>
    public bool Includes(DateTimeOffset time) => !(time < Begin - s_apart) && !IsOverAt(time);

    public bool IsOverAt(DateTimeOffset? time) => time > End + s_apart;

    /// <summary>When the last restore to a point in time needs the version, where the window is known.</summary>
    public DateTimeOffset? WindowEnds(TimeSpan? window) => End + window + s_apart;

    /// <summary>Whether the time says enough to assume the version, or leaves it open.</summary>
    public UsageCertainty CertaintyAt(DateTimeOffset time) => HasUsed && (End is not null || time <= SureUntil) ? UsageCertainty.Assumed : UsageCertainty.Unknown;
}

/// <summary>What the caller knows about when the projects left a key version.</summary>
internal sealed record KeyDeparture
{
    /// <summary>When the last project had left it, all clusters included. Where there are rotations, it applies to their projects only.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>The projects that were rotated away from it, each with when it had left; null where not every cluster was seen to follow.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset?> Rotations { get; init; } = new Dictionary<string, DateTimeOffset?>();

    /// <summary>How far back a restore to a point in time reaches; null where the caller did not say.</summary>
    public TimeSpan? RestoreWindow { get; init; }

    /// <summary>When a project had left the version; null where that is not known. A rotation that did not see it stays that way: a typed time is no evidence against it.</summary>
    public DateTimeOffset? Of(string projectId) =>
        Rotations.Count == 0 ? RotatedAt
        : Rotations.GetValueOrDefault(projectId) is { } left ? RotatedAt > left ? RotatedAt : left
        : null;
}
