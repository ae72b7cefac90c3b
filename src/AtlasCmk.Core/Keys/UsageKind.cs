namespace AtlasCmk;

/// <summary>What can need a key version.</summary>
internal static class UsageKind
{
    public const string Setting = "Setting";
    public const string Cluster = "Cluster";
    public const string Snapshot = "Snapshot";
    public const string DeletedClusterSnapshot = "DeletedClusterSnapshot";
    public const string PointInTime = "PointInTime";
    public const string Unread = "Unread";
}
