namespace AtlasCmk;

/// <summary>How a rotation can end for a cluster, as <see cref="KeyRotationCluster.State"/> says it.</summary>
internal static class RotationState
{
    public const string Completed = "Completed";
    public const string NotSeen = "NotSeen";
    public const string Paused = "Paused";
    public const string Gone = "Gone";
    public const string Unchanged = "Unchanged";
}
