namespace AtlasCmk.Rules;

/// <summary>A project's key and clusters, seen at about the same time.</summary>
internal sealed record EncryptionStatus(EncryptionAtRest Encryption, IReadOnlyList<AtlasCluster> Clusters)
{
    /// <summary>The clusters that use the key or may use it. A rotation is not complete until all of them were seen to use the new version.</summary>
    public IEnumerable<AtlasCluster> EncryptedClusters => Clusters.Where(c => c.MayBeEncryptedWithAzure);

    /// <summary>Whether the key is valid and no cluster is busy, so that there is nothing to wait for.</summary>
    public bool IsQuiet => Encryption.Valid is true && EncryptedClusters.All(c => c.Paused || c.StateName == "IDLE");
}
