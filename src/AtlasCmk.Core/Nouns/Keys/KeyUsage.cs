namespace AtlasCmk;

/// <summary>One item that needs a key version, or may need it.</summary>
public sealed class KeyUsage : AtlasResource
{
    private readonly KeyIdentifier _key;

    internal KeyUsage(string? projectId, KeyIdentifier key, string kind, UsageCertainty certainty, string evidence)
        : base(projectId)
    {
        _key = key;
        Kind = kind;
        Sureness = certainty;
        Evidence = VisibleText.Of(evidence);
    }

    /// <summary>The key version, as a full URL.</summary>
    public string KeyIdentifier => _key.Text;

    /// <summary>The version of the key, 32 hexadecimal digits; empty if the key has no version.</summary>
    public string? KeyVersion => _key.Version;

    /// <summary>The kind of item: Setting (the project's settings name it), Cluster, Snapshot, DeletedClusterSnapshot, PointInTime (a continuous backup
    /// window), or Unread for what could not be read.</summary>
    public string Kind { get; }

    /// <summary>The name of the cluster, if any.</summary>
    public string? ClusterName { get; internal init; }

    /// <summary>The ID of the snapshot, if any.</summary>
    public string? SnapshotId { get; internal init; }

    /// <summary>Confirmed: Atlas reports it. Assumed: it follows from times, and counts as needed. Unknown: it could not be determined.</summary>
    public string Certainty => Sureness.ToString();

    /// <summary>The evidence for the certainty.</summary>
    public string Evidence { get; }

    /// <summary>When the backup was taken.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>When it expires; empty if it does not, or if Atlas does not report it.</summary>
    public DateTimeOffset? ExpiresAt { get; internal init; }

    /// <summary>Other regions with a copy, as Atlas spells them.</summary>
    public IReadOnlyList<string> CopyRegions { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    internal UsageCertainty Sureness { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Kind} {SnapshotId ?? ClusterName ?? ProjectLabel()} {Certainty}");
}

/// <summary>What can need a key version.</summary>
internal static class UsageKind
{
    public const string Setting = "Setting";
    public const string Cluster = "Cluster";
    public const string Snapshot = "Snapshot";
    public const string DeletedClusterSnapshot = "DeletedClusterSnapshot";
    public const string PointInTime = "PointInTime";
    public const string Unread = "Unread";

    /// <summary>The name for a count; the plural ends in s.</summary>
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

/// <summary>How certain it is that an item needs a key version, the most certain first.</summary>
internal enum UsageCertainty
{
    /// <summary>Atlas reports it.</summary>
    Confirmed,

    /// <summary>It follows from times: Atlas documents no field that names the Azure key of a backup. It counts as needed.</summary>
    Assumed,

    /// <summary>It could not be determined.</summary>
    Unknown,
}
