namespace AtlasCmk.Workflows.Rotation;

/// <summary>The result of waiting for a rotation. Clusters count only if the key is valid.</summary>
/// <param name="Valid">Whether Atlas can use the key.</param>
/// <param name="Clusters">The clusters that use the key.</param>
/// <param name="Listed">The number of clusters of any kind in the last list.</param>
internal sealed record RotationOutcome(bool Valid, IReadOnlyList<KeyRotationCluster> Clusters, int Listed)
{
    /// <summary>Whether every relevant cluster, and at least one, was seen to start and return. A paused cluster starts when it is resumed, a deleted one never.</summary>
    public bool IsCompletedByAll => Clusters.Any(c => c.State == RotationState.Completed) && Clusters.All(c => c.State is RotationState.Completed or RotationState.Paused || c.IsDeleted);

    public void WarnOfUnseen(ProjectContext project, TimeSpan settling)
    {
        if (Clusters.Where(c => c.State == RotationState.NotSeen).Select(c => c.ClusterName).ToList() is { Count: > 0 } unseen)
        {
            project.Log.Warning($"These clusters of project {project.ProjectId} were not seen to take the new key within {settling.TotalSeconds:0} s: {string.Join(", ", unseen)}. "
                + "Keep the old version. To wait longer next time, use a longer -SettlingSec.");
        }
    }
}
