namespace AtlasCmk.Rules;

/// <summary>A project's key and clusters, seen at about the same time.</summary>
internal sealed record EncryptionStatus(EncryptionAtRest Encryption, IReadOnlyList<AtlasCluster> Clusters)
{
    /// <summary>The clusters that use the key or may use it. A rotation is not complete until all of them were seen to use the new version.</summary>
    public IEnumerable<AtlasCluster> EncryptedClusters => Clusters.Where(c => c.MayBeEncryptedWithAzure);

    /// <summary>Whether the key is valid and no cluster is busy, so that there is nothing to wait for.</summary>
    public bool IsQuiet => Encryption.Valid is true && EncryptedClusters.All(c => c.Paused || c.StateName == "IDLE");

    /// <summary>The result of a rotation that sends nothing, and has nothing to wait for.</summary>
    public KeyRotation Unchanged(string projectId, KeyIdentifier key, DateTimeOffset started, DateTimeOffset completed) => new(projectId, key.Text)
    {
        StartedAt = started,
        CompletedAt = completed,
        Valid = Encryption.Valid is true,
        NewKeyInUse = true,
        NewKeyReason = KeyRotation.NamedInSettings,
        Clusters = [.. EncryptedClusters.Select(c => new KeyRotationCluster(c.Name, c.Paused ? RotationState.Paused : RotationState.Unchanged, c.StateName))],
        OldKeyReason = key.FollowsLatest ? "Nothing was sent: Atlas follows the latest enabled version by itself" : KeyRotation.NoOldKey,
    };
}
