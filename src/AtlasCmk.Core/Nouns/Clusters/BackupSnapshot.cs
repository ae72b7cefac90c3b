namespace AtlasCmk;

/// <summary>A backup of a cluster, as far as the question matters which key it needs.</summary>
internal sealed record BackupSnapshot(string Id, string ClusterName)
{
    /// <summary>queued, inProgress, completed or failed, as Atlas spells it.</summary>
    public string Status { get; init; } = "";

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The key, where Atlas tells it: documented for AWS alone.</summary>
    public string? MasterKeyUuid { get; init; }

    /// <summary>Regions that hold copies, as Atlas spells them.</summary>
    public IReadOnlyList<string> CopyRegions { get; init; } = [];
}
