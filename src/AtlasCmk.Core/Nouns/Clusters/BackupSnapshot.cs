namespace AtlasCmk;

/// <summary>A backup of a cluster, with what shows which key it needs.</summary>
internal sealed record BackupSnapshot(string Id, string ClusterName)
{
    /// <summary>queued, inProgress, completed or failed, as Atlas spells it.</summary>
    public string Status { get; init; } = "";

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The key, if Atlas reports it: documented for AWS only.</summary>
    public string? MasterKeyUuid { get; init; }

    /// <summary>The regions with copies, as Atlas spells them.</summary>
    public IReadOnlyList<string> CopyRegions { get; init; } = [];
}
