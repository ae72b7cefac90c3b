using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Finds out whether clusters may be missing from a project's list, by the number that Atlas gives with the project.</summary>
internal sealed class ClusterGap(IAtlasApi atlas, CancellationToken cancellation)
{
    /// <returns>What is missing, in words; null where the numbers agree.</returns>
    /// <param name="projectId">The project.</param>
    /// <param name="listed">How many clusters its list has.</param>
    /// <param name="told">How many clusters the project has; null where Atlas does not say.</param>
    public async Task<string?> FindAsync(string projectId, int listed, long? told)
    {
        if (told is null || listed >= told)
        {
            return null;
        }

        // These lists are of clusters that no customer key encrypts, and the number counts them too.
        var flex = await Fact.ReadAsync(() => atlas.ListFlexClustersAsync(projectId, cancellation)).ConfigureAwait(false);
        var serverless = await Fact.ReadAsync(() => atlas.ListServerlessInstancesAsync(projectId, cancellation)).ConfigureAwait(false);
        var all = listed + (flex.Value?.Count ?? 0) + (serverless.Value?.Count ?? 0);
        return all >= told ? null : $"Atlas lists {all} of {told} clusters, so that a cluster may be missing from the list. If one was deleted just now, run the command again";
    }
}
