namespace AtlasCmk.Sandbox.World;

/// <summary>How encrypted clusters reach their key under private networking: over endpoints in their regions or, without one there, any of the project's.</summary>
/// <remarks>
/// A vault that is temporarily unreachable stops no cluster. Assumption: deleting a cluster's last endpoint stops the
/// cluster, because nothing can decrypt its data then. Atlas does not document this.
/// </remarks>
internal static class PrivateConnectivity
{
    /// <summary>Stops the clusters that depended on this deleted endpoint.</summary>
    public static void Close(AtlasEndpoint gone)
    {
        var project = gone.Project;
        if (!gone.WasActive || !project.Encryption.RequiresPrivateNetworking)
        {
            return;
        }

        foreach (var cluster in project.Clusters.Where(c => c.KeyIdentifier is not null))
        {
            var left = project.Endpoints.FindAll(e => e.WasActive);
            cluster.LostKeyConnection |= left.Count == 0 || (IsOwn(cluster, gone) && !left.Exists(e => IsOwn(cluster, e)));
        }
    }

    /// <summary>Starts the clusters that can reach the key again, over an endpoint or over the public network.</summary>
    public static void Restore(Project project)
    {
        foreach (var cluster in project.Clusters.Where(c => c.LostKeyConnection))
        {
            cluster.LostKeyConnection = project.Encryption.RequiresPrivateNetworking && !project.Endpoints.Exists(e => e.Status == "ACTIVE" && IsOwn(cluster, e));
        }
    }

    private static bool IsOwn(Cluster cluster, AtlasEndpoint endpoint) => cluster.Regions.Any(r => r.RegionName == endpoint.RegionName);
}
