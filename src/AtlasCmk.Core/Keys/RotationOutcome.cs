namespace AtlasCmk;

/// <summary>How the waiting for a rotation ended. Clusters are judged only where the key turned out valid.</summary>
/// <param name="Valid">Whether Atlas can use the key.</param>
/// <param name="Clusters">Those under the key.</param>
/// <param name="Listed">How many clusters of any kind the last list had.</param>
internal sealed record RotationOutcome(bool Valid, IReadOnlyList<KeyRotationCluster> Clusters, int Listed);
