using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Detects clusters that may be missing from a project's list, from the project's cluster count.</summary>
internal sealed class UnlistedClusters(ProjectContext project)
{
    /// <returns>What is missing, as text. Null if the counts match.</returns>
    /// <param name="listed">The number of clusters in its list.</param>
    /// <param name="told">The project's cluster count. Null if unknown.</param>
    public async Task<string?> FindAsync(int listed, long? told)
    {
        if (told is null || listed >= told)
        {
            return null;
        }

        // Clusters in these lists cannot use a customer-managed key, but they are included in the count.
        var flex = await ReadResult.FromAsync(() => project.Atlas.ListFlexClustersAsync(project.ProjectId, project.Cancellation)).ConfigureAwait(false);
        var serverless = await ReadResult.FromAsync(() => project.Atlas.ListServerlessInstancesAsync(project.ProjectId, project.Cancellation)).ConfigureAwait(false);
        var all = listed + (flex.Value?.Count ?? 0) + (serverless.Value?.Count ?? 0);
        return all >= told ? null : $"Atlas lists {all} of {told} clusters, so a cluster may be missing from the list. If one was deleted just now, run the command again";
    }
}
