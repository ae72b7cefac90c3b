using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.PrivateEndpoints;

/// <summary>The regions of a project in which clusters have nodes, but no private endpoint exists.</summary>
internal sealed class MissingEndpoints(ProjectContext project)
{
    /// <summary>Two requests. Clusters whose nodes Atlas does not report completely are named in a warning.</summary>
    public async Task<IReadOnlyList<string>> FindAsync()
    {
        var (reading, listing) = (project.ClustersAtFirstAsync(), project.EndpointsAtFirstAsync());
        await Task.WhenAll(reading, listing).ConfigureAwait(false);
        var clusters = new ClusterCoverage(await reading.ConfigureAwait(false), privateNetworking: true);
        var served = (await listing.ConfigureAwait(false)).Where(EndpointDependents.MayHave).Select(e => e.RegionName);
        if (clusters.RegionsUnclear.Concat(clusters.Unclear).ToList() is { Count: > 0 } unclear)
        {
            project.Log.Warning($"Atlas does not report enough about these clusters of project {project.ProjectId}: {string.Join(", ", unclear)}. "
                + "They may need endpoints in other regions, which you can give with -RegionName.");
        }

        string[] missing = [.. clusters.Regions.Except(served, StringComparer.OrdinalIgnoreCase)];
        if (missing.Length == 0)
        {
            project.Log.Verbose($"No region of project {project.ProjectId} lacks a private endpoint; none was created.");
        }

        return missing;
    }
}
