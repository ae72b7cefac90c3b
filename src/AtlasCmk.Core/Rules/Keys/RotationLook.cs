namespace AtlasCmk.Rules;

/// <summary>A project's key and clusters, seen at about the same time.</summary>
internal sealed record RotationLook(EncryptionAtRest Encryption, IReadOnlyList<AtlasCluster> Clusters)
{
    /// <summary>Those that the key encrypts, or may: a rotation has not left a version while one of them was not seen to follow.</summary>
    public IEnumerable<AtlasCluster> EncryptedClusters => Clusters.Where(c => c.MayBeEncryptedWithAzure);

    /// <summary>Whether the key is valid and no cluster is busy, so that there is nothing to wait for.</summary>
    public bool IsQuiet => Encryption.Valid is true && EncryptedClusters.All(c => c.Paused || c.StateName == "IDLE");
}
