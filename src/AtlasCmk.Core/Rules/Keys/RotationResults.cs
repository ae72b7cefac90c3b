namespace AtlasCmk.Rules;

/// <summary>The result of a rotation that changed nothing.</summary>
internal static class RotationResults
{
    /// <summary>Nothing was sent, and there is nothing to wait for.</summary>
    public static KeyRotation Unchanged(string projectId, KeyIdentifier key, EncryptionStatus status, ElapsedClock clock) => new(projectId, key.Text)
    {
        StartedAt = clock.Started,
        CompletedAt = clock.Now,
        Valid = status.Encryption.Valid is true,
        NewKeyInUse = true,
        NewKeyReason = KeyRotation.NamedInSettings,
        Clusters = [.. status.EncryptedClusters.Select(c => new KeyRotationCluster(c.Name, c.Paused ? RotationState.Paused : RotationState.Unchanged, c.StateName))],
        OldKeyReason = key.FollowsLatest ? "Nothing was sent: Atlas follows the latest enabled version by itself" : KeyRotation.NoOldKey,
    };
}
