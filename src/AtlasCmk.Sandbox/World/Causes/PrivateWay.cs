namespace AtlasCmk.Sandbox.World;

/// <summary>The way of encrypted clusters to their key under private networking: the endpoints in their own regions, or, without one there, any of the project's.</summary>
/// <remarks>
/// A vault that is out of reach for a while stops nothing. What Atlas does to a cluster whose last endpoint the customer
/// deleted is not documented. Here the cluster stops: nothing can open its data any more.
/// </remarks>
internal static class PrivateWay
{
    /// <summary>Stops the clusters that had no other way than this endpoint, which is gone.</summary>
    public static void Lose(AtlasEndpoint gone)
    {
        var project = gone.Project;
        if (!gone.WasActive || !project.Encryption.RequiresPrivateNetworking)
        {
            return;
        }

        foreach (var cluster in project.Clusters.Where(c => c.KeyIdentifier is not null))
        {
            var left = project.Endpoints.FindAll(e => e.WasActive);
            cluster.LostWayToKey |= left.Count == 0 || (IsOwn(cluster, gone) && !left.Exists(e => IsOwn(cluster, e)));
        }
    }

    /// <summary>Lets the clusters start that have a way again: over an endpoint of theirs, or over the public network.</summary>
    public static void FindAgain(Project project)
    {
        foreach (var cluster in project.Clusters.Where(c => c.LostWayToKey))
        {
            cluster.LostWayToKey = project.Encryption.RequiresPrivateNetworking && !project.Endpoints.Exists(e => e.Status == "ACTIVE" && IsOwn(cluster, e));
        }
    }

    private static bool IsOwn(Cluster cluster, AtlasEndpoint endpoint) => cluster.Regions.Any(r => r.RegionName == endpoint.RegionName);
}
