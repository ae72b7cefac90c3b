namespace AtlasCmk;

/// <summary>What the rules need to know about a cluster of any kind.</summary>
internal sealed record AtlasCluster(string ProjectId, string Name, ClusterKind Kind)
{
    /// <summary>AWS, AZURE, GCP, for all nodes; for a shared tier the backing provider.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Every region with nodes: electable, read-only or analytics.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The largest tier of its shards and node types, as Atlas spells it: M10, M30, M0, FLEX.</summary>
    public string InstanceSize { get; init; } = "";

    /// <summary>Whether Atlas did not report some nodes, or a cloud, region or tier: there may be more than is listed here.</summary>
    public bool HasUnreadNodes { get; init; }

    /// <summary>NONE for a user's cluster; SYSTEM_CLUSTER or INTERNAL_SHADOW_CLUSTER for MongoDB's internal ones.</summary>
    public string InternalRole { get; init; } = "NONE";

    /// <summary>IDLE, CREATING, UPDATING, DELETING or REPAIRING, as Atlas spells it; empty if not reported.</summary>
    public string StateName { get; init; } = "";

    public bool Paused { get; init; }

    /// <summary>NONE, AWS, AZURE or GCP, as Atlas spells it; empty if not reported.</summary>
    public string EncryptionAtRestProvider { get; init; } = EncryptionProvider.None;

    /// <summary>REPLICASET, SHARDED or GEOSHARDED, as Atlas spells it.</summary>
    public string ClusterType { get; init; } = "REPLICASET";

    /// <summary>Whether Cloud Backup is on.</summary>
    public bool BackupEnabled { get; init; }

    /// <summary>Whether continuous backup (point in time) is on.</summary>
    public bool PointInTimeEnabled { get; init; }

    /// <summary>The fields that Atlas normally reports but did not: paused, backupEnabled, pitEnabled.</summary>
    public IReadOnlyList<string> Unsaid { get; init; } = [];

    public bool IsMultiCloud => Providers.Count > 1;

    public bool IsEncryptedWithAzure => EncryptionAtRestProvider == EncryptionProvider.Azure;

    /// <summary>Whether it is encrypted with the project's key, or may be: Atlas reports no provider, or an unrecognized one.</summary>
    public bool MayBeEncryptedWithAzure => IsEncryptedWithAzure || (Kind == ClusterKind.Dedicated && EncryptionAtRestProvider is not (EncryptionProvider.None or "AWS" or "GCP"));

    /// <summary>Its name if the project's key encrypts it; if that is uncertain, with "perhaps" and the reason.</summary>
    public string NameAtStake => IsEncryptedWithAzure ? Name : $"perhaps {Name} ({KeyInWords})";

    /// <summary>What Atlas reports about the key that encrypts it.</summary>
    public string KeyInWords => EncryptionAtRestProvider.Length == 0 ? "Atlas does not say which key it is encrypted with" : $"Atlas reports the key provider '{EncryptionAtRestProvider}'";
}

/// <summary>The deployment types; each has its own list in the Atlas API.</summary>
internal enum ClusterKind
{
    Dedicated,
    Shared,
    Flex,
    Serverless,
}

/// <summary>The values of a cluster's <c>encryptionAtRestProvider</c> that AtlasCmk uses.</summary>
internal static class EncryptionProvider
{
    public const string None = "NONE";
    public const string Azure = "AZURE";
}
