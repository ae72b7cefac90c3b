using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Clusters;

/// <summary>A project's clusters of every kind, with their encryption and whether they can be encrypted.</summary>
internal sealed class ProjectClusters(ProjectContext project)
{
    private Task<IReadOnlyList<ClusterEncryption>>? _first;

    /// <summary>The clusters at the command's first read. One request for all of them.</summary>
    public Task<IReadOnlyList<ClusterEncryption>> AtFirstAsync()
    {
        lock (project)
        {
            return _first ??= ListAsync();
        }
    }

    public async Task<IReadOnlyList<ClusterEncryption>> ListAsync()
    {
        var encryption = project.EncryptionAtFirstAsync();
        var listing = Task.WhenAll(
            project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation),
            project.Atlas.ListFlexClustersAsync(project.ProjectId, project.Cancellation),
            project.Atlas.ListServerlessInstancesAsync(project.ProjectId, project.Cancellation));
        await Task.WhenAll(encryption, listing).ConfigureAwait(false);
        var current = await encryption.ConfigureAwait(false);
        var lists = await listing.ConfigureAwait(false);
        var regions = await ActiveRegionsAsync(current).ConfigureAwait(false);
        return
        [
            .. lists.SelectMany(list => list)
                .DistinctBy(c => c.Name)
                .Select(c => new ClusterEncryption(c, ClusterEligibility.ReasonAgainst(c, current, regions))),
        ];
    }

    /// <summary>Without private networking, endpoints do not matter and are not read.</summary>
    private async Task<IReadOnlyCollection<string>> ActiveRegionsAsync(EncryptionAtRest current) =>
        current.RequirePrivateNetworking
            ? [.. (await project.EndpointsAtFirstAsync().ConfigureAwait(false)).Where(e => e.Status == EndpointStatus.Active).Select(e => e.RegionName)]
            : [];
}
