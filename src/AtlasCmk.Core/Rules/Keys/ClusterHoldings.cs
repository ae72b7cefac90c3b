namespace AtlasCmk.Rules;

/// <summary>A dedicated cluster, living or deleted, with the backups that Atlas lists of it.</summary>
internal sealed record ClusterHoldings(AtlasCluster Cluster, bool IsDeleted)
{
    public IReadOnlyList<BackupSnapshot> Snapshots { get; init; } = [];

    /// <summary>Why the backups are not known; null where they are.</summary>
    public string? Unread { get; init; }
}
