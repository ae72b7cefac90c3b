namespace AtlasCmk.Workflows.Rotation;

/// <summary>How the waiting for a rotation ended. Clusters are judged only where the key turned out valid.</summary>
/// <param name="Valid">Whether Atlas can use the key.</param>
/// <param name="Clusters">Those under the key.</param>
/// <param name="Listed">How many clusters of any kind the last list had.</param>
internal sealed record RotationOutcome(bool Valid, IReadOnlyList<KeyRotationCluster> Clusters, int Listed)
{
    /// <summary>Whether at least one cluster was seen to start and return, and no other one was not: a paused one starts when it is resumed, and one that is deleted never.</summary>
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
