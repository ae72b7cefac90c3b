namespace AtlasCmk;

/// <summary>How a cluster is encrypted, and whether it can be encrypted with the project's key.</summary>
public sealed class ClusterEncryption : AtlasResource
{
    internal ClusterEncryption(AtlasCluster cluster, string? reason)
        : base(cluster.ProjectId)
    {
        Cluster = cluster;
        Reason = VisibleText.OrNull(reason);
    }

    /// <summary>The name of the cluster.</summary>
    public string ClusterName => Cluster.Name;

    /// <summary>The provider of the key that encrypts the cluster, as Atlas spells it: NONE, AZURE, AWS or GCP.</summary>
    public string EncryptionAtRestProvider => Cluster.EncryptionAtRestProvider;

    /// <summary>The tier, as Atlas spells it: M10, M30, M0, FLEX.</summary>
    public string InstanceSize => Cluster.InstanceSize;

    /// <summary>The cloud providers of its nodes: AZURE, AWS, GCP.</summary>
    public IReadOnlyList<string> Providers => new Listing<string>(Cluster.Providers);

    /// <summary>The regions of its nodes, as Atlas spells them.</summary>
    public IReadOnlyList<string> Regions => new Listing<string>(Cluster.Regions);

    /// <summary>IDLE, CREATING, UPDATING, DELETING or REPAIRING, as Atlas spells it.</summary>
    public string StateName => Cluster.StateName;

    /// <summary>Whether the cluster is paused.</summary>
    public bool Paused => Cluster.Paused;

    /// <summary>Whether the cluster can be encrypted with the project's key now. Also False, with a reason, if Atlas does not report enough to decide.</summary>
    public bool IsEligible => Reason is null;

    /// <summary>Why the cluster is not eligible.</summary>
    public string? Reason { get; }

    internal AtlasCluster Cluster { get; }

    /// <summary>What the command that emitted this object did: who, when, and the request IDs; empty if a command only read it.</summary>
    public ChangeEvidence? Change => ChangeMade;

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{ClusterName} {EncryptionAtRestProvider} {StateName}");
}
