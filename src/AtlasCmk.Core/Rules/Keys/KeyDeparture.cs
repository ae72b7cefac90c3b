namespace AtlasCmk.Rules;

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
