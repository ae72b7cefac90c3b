namespace AtlasCmk;

/// <summary>Whether and how one cluster is encrypted with the project's key, and whether it can be.</summary>
public sealed class ClusterEncryption : AtlasResource
{
    internal ClusterEncryption(AtlasCluster cluster, string? reason)
        : base(cluster.ProjectId)
    {
        Cluster = cluster;
        Reason = VisibleText.OrNull(reason);
    }

    /// <summary>The cluster's name.</summary>
    public string ClusterName => Cluster.Name;

    /// <summary>Whose key the cluster is encrypted with, as Atlas spells it: NONE, AZURE, AWS or GCP.</summary>
    public string EncryptionAtRestProvider => Cluster.EncryptionAtRestProvider;

    /// <summary>The tier, as Atlas spells it: M10, M30, M0, FLEX.</summary>
    public string InstanceSize => Cluster.InstanceSize;

    /// <summary>The clouds that hold its nodes: AZURE, AWS, GCP.</summary>
    public IReadOnlyList<string> Providers => new Listing<string>(Cluster.Providers);

    /// <summary>The regions that hold its nodes, as Atlas spells them.</summary>
    public IReadOnlyList<string> Regions => new Listing<string>(Cluster.Regions);

    /// <summary>IDLE, CREATING, UPDATING, DELETING or REPAIRING, as Atlas spells it.</summary>
    public string StateName => Cluster.StateName;

    /// <summary>Whether the cluster is paused.</summary>
    public bool Paused => Cluster.Paused;

    /// <summary>Whether the cluster can be encrypted with the project's key as both are now. False, with a reason, also where Atlas does not report enough to tell.</summary>
    public bool IsEligible => Reason is null;

    /// <summary>Why not, where it is not eligible.</summary>
    public string? Reason { get; }

    internal AtlasCluster Cluster { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{ClusterName} {EncryptionAtRestProvider} {StateName}");
}
