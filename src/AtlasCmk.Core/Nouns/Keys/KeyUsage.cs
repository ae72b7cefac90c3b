namespace AtlasCmk;

/// <summary>One thing that needs a key version, or may need it.</summary>
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

    /// <summary>The key version that it is about, as a full URL.</summary>
    public string KeyIdentifier => _key.Text;

    /// <summary>What needs it: Setting (the project names it), Cluster, Snapshot, DeletedClusterSnapshot, PointInTime (a window of continuous backup), or Unread for what could not be read.</summary>
    public string Kind { get; }

    /// <summary>The cluster, where it is about one.</summary>
    public string? ClusterName { get; internal init; }

    /// <summary>The snapshot's id, where it is one.</summary>
    public string? SnapshotId { get; internal init; }

    /// <summary>Confirmed: Atlas says so. Assumed: it follows from times, and counts as needed. Unknown: nothing tells.</summary>
    public string Certainty => Sureness.ToString();

    /// <summary>What the certainty rests on.</summary>
    public string Evidence { get; }

    /// <summary>When the backup was taken.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>When it ends by itself; empty where it does not, or where Atlas does not say.</summary>
    public DateTimeOffset? ExpiresAt { get; internal init; }

    /// <summary>Other regions that hold a copy, as Atlas spells them.</summary>
    public IReadOnlyList<string> CopyRegions { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    internal UsageCertainty Sureness { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Kind} {SnapshotId ?? ClusterName ?? ProjectId} {Certainty}");
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

/// <summary>How sure it is that something needs a key version, the surest first.</summary>
internal enum UsageCertainty
{
    /// <summary>Atlas says so.</summary>
    Confirmed,

    /// <summary>It follows from times: Atlas documents no field that names the Azure key of a backup. It counts as needed.</summary>
    Assumed,

    /// <summary>Nothing tells, one way or the other.</summary>
    Unknown,
}
