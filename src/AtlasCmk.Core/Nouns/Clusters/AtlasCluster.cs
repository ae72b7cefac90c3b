namespace AtlasCmk;

/// <summary>What the rules need to know of a cluster, of whatever kind Atlas has it.</summary>
internal sealed record AtlasCluster(string ProjectId, string Name, ClusterKind Kind)
{
    /// <summary>AWS, AZURE, GCP, over all nodes; for a shared tier the backing provider.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Every region that holds nodes: electable, read-only or analytics.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The largest tier of its shards and node types, as Atlas spells it: M10, M30, M0, FLEX.</summary>
    public string InstanceSize { get; init; } = "";

    /// <summary>Whether Atlas left out some of its nodes, or the cloud, region or tier of some: then there may be more than what is listed here.</summary>
    public bool HasUnreadNodes { get; init; }

    /// <summary>NONE for a cluster of the user; SYSTEM_CLUSTER or INTERNAL_SHADOW_CLUSTER for what MongoDB keeps for itself.</summary>
    public string InternalRole { get; init; } = "NONE";

    /// <summary>IDLE, CREATING, UPDATING, DELETING or REPAIRING, as Atlas spells it; empty where it does not say.</summary>
    public string StateName { get; init; } = "";

    public bool Paused { get; init; }

    /// <summary>NONE, AWS, AZURE or GCP, as Atlas spells it; empty where it does not say.</summary>
    public string EncryptionAtRestProvider { get; init; } = EncryptionProvider.None;

    /// <summary>REPLICASET, SHARDED or GEOSHARDED, as Atlas spells it.</summary>
    public string ClusterType { get; init; } = "REPLICASET";

    /// <summary>Whether Cloud Backup is on.</summary>
    public bool BackupEnabled { get; init; }

    /// <summary>Whether continuous backup (point in time) is on.</summary>
    public bool PointInTimeEnabled { get; init; }

    /// <summary>What Atlas does not say of it although it says it of every cluster: paused, backupEnabled, pitEnabled.</summary>
    public IReadOnlyList<string> Unsaid { get; init; } = [];

    public bool IsMultiCloud => Providers.Count > 1;

    public bool IsEncryptedWithAzure => EncryptionAtRestProvider == EncryptionProvider.Azure;

    /// <summary>Whether it is encrypted with the project's key, or may be: Atlas does not say, or in a word that is not known here.</summary>
    public bool MayBeEncryptedWithAzure => IsEncryptedWithAzure || (Kind == ClusterKind.Dedicated && EncryptionAtRestProvider is not (EncryptionProvider.None or "AWS" or "GCP"));

    /// <summary>Its name where the project's key encrypts it; where the key only may, "perhaps" and the reason too.</summary>
    public string NameAtStake => IsEncryptedWithAzure ? Name : $"perhaps {Name} ({KeyInWords})";

    /// <summary>What Atlas says of the key that encrypts it.</summary>
    public string KeyInWords => EncryptionAtRestProvider.Length == 0 ? "Atlas does not say which key it is encrypted with" : $"Atlas reports the key provider '{EncryptionAtRestProvider}'";
}

/// <summary>The kinds of deployment that Atlas keeps apart: each has its own list in the API.</summary>
internal enum ClusterKind
{
    Dedicated,
    Shared,
    Flex,
    Serverless,
}

/// <summary>The values of a cluster's <c>encryptionAtRestProvider</c> that concern us.</summary>
internal static class EncryptionProvider
{
    public const string None = "NONE";
    public const string Azure = "AZURE";
}
