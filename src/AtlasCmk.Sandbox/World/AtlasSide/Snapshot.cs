namespace AtlasCmk.Sandbox.World;

internal sealed record Snapshot(string Id, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string FrequencyType)
{
    public string SnapshotType { get; init; } = "scheduled";

    /// <summary><c>queued</c>, <c>inProgress</c>, <c>completed</c> or <c>failed</c>.</summary>
    public string Status { get; init; } = "completed";

    /// <summary>Whether Atlas has begun to copy the data. Before that, the real service shows neither time nor version.</summary>
    public bool IsTaken => Status is "completed" or "failed";

    /// <summary>The user's text for an on-demand snapshot.</summary>
    public string? Description { get; init; }

    /// <summary>Other regions that hold a copy.</summary>
    public IReadOnlyList<string> CopyRegions { get; init; } = [];

    /// <summary>The key that the snapshot requires for a restore. Null without a customer key.</summary>
    public string? KeyIdentifier { get; init; }

    public IReadOnlyList<string> MemberIds { get; init; } = [];
}
