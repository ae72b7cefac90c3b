namespace AtlasCmk;

/// <summary>What the caller knows of how the projects left a key version.</summary>
internal sealed record KeyDeparture
{
    /// <summary>When the last project had left it, all clusters included. Where there are rotations, it speaks of their projects alone.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>The projects that were rotated away from it, each with when it had left; null where not every cluster was seen to follow.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset?> Rotations { get; init; } = new Dictionary<string, DateTimeOffset?>();

    /// <summary>How far back a restore to a point in time reaches; null where nobody told.</summary>
    public TimeSpan? RestoreWindow { get; init; }

    /// <summary>When a project had left the version, the later of what is told; null where nobody told.</summary>
    public DateTimeOffset? Of(string projectId) =>
        Rotations.Count == 0 ? RotatedAt
        : Rotations.TryGetValue(projectId, out var left) ? left is { } at && !(RotatedAt > at) ? at : RotatedAt
        : null;
}
