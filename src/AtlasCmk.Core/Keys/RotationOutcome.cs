namespace AtlasCmk;

/// <summary>How the waiting for a rotation ended. Clusters are judged only where the key turned out valid.</summary>
internal sealed record RotationOutcome(bool Valid, IReadOnlyList<KeyRotationCluster> Clusters);
