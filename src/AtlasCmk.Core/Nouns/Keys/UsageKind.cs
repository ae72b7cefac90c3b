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

    /// <summary>As a sentence counts it; the plural ends in s.</summary>
    public static string Noun(string kind) => kind switch
    {
        Setting => "project setting",
        Cluster => "cluster",
        Snapshot => "snapshot",
        DeletedClusterSnapshot => "deleted-cluster snapshot",
        PointInTime => "continuous-backup window",
        _ => "unread item",
    };
}
