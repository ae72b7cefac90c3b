namespace AtlasCmk.Rules;

/// <summary>Which clusters of a project are encrypted with its key, and which must be. Pure: sends no requests.</summary>
/// <remarks>A paused cluster, or one in a region without an endpoint, cannot be encrypted now. Its data are on disk all the same, so it counts.</remarks>
internal sealed class ClusterCoverage
{
    private static readonly ClusterFault[] s_lasting = [ClusterFault.Tier, ClusterFault.Internal, ClusterFault.OtherKey, ClusterFault.MultiCloud, ClusterFault.OtherCloud];

    public ClusterCoverage(IEnumerable<AtlasCluster> clusters, bool privateNetworking)
    {
        var (encrypted, missing, unclear) = (new List<AtlasCluster>(), new List<AtlasCluster>(), new List<string>());
        foreach (var cluster in clusters)
        {
            if (cluster.IsEncryptedWithAzure)
            {
                encrypted.Add(cluster);
                continue;
            }

            // Regions count for the endpoints, not for whether a cluster must be encrypted.
            var reasons = ClusterEligibility.ReasonsAgainst(cluster, privateNetworking, cluster.Regions).ToList();
            if (reasons.Any(r => r.IsKnown && (s_lasting.Contains(r.Fault) || (r.Fault == ClusterFault.State && cluster.StateName != "CREATING"))))
            {
                continue;
            }

            if (reasons.FirstOrDefault(r => !r.IsKnown) is { } unknown)
            {
                unclear.Add($"{cluster.Name} ({unknown.Text})");
            }
            else
            {
                missing.Add(cluster);
            }
        }

        (Encrypted, Missing, Unclear) = (encrypted, missing, unclear);
    }

    public IReadOnlyList<AtlasCluster> Encrypted { get; }

    /// <summary>The clusters that could be encrypted, and are not.</summary>
    public IReadOnlyList<AtlasCluster> Missing { get; }

    /// <summary>The clusters of which Atlas does not report enough, with what it does not report.</summary>
    public IReadOnlyList<string> Unclear { get; }

    public int Eligible => Encrypted.Count + Missing.Count;

    /// <summary>Every Azure region with nodes of a cluster that is encrypted or must be.</summary>
    public IReadOnlyList<string> Regions => [.. Encrypted.Concat(Missing).Where(c => c.Providers is ["AZURE"]).SelectMany(c => c.Regions)
        .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

    /// <summary>The clusters that may have nodes in other regions than Atlas reports.</summary>
    public IReadOnlyList<string> RegionsUnclear => [.. Encrypted.Concat(Missing).Where(c => c.HasUnreadNodes || c.Regions.Count == 0).Select(c => c.Name)];
}

/// <summary>The regions that need an endpoint, and those that have an ACTIVE one.</summary>
internal sealed record RegionCoverage(IReadOnlyList<string> Needed, IReadOnlyList<string> Covered, IReadOnlyList<string> Missing)
{
    public static RegionCoverage Of(ClusterCoverage clusters, IReadOnlyList<AkvPrivateEndpoint> endpoints)
    {
        var active = endpoints.Where(e => e.Status == EndpointStatus.Active).Select(e => e.RegionName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new(clusters.Regions, [.. clusters.Regions.Where(active.Contains)], [.. clusters.Regions.Where(r => !active.Contains(r))]);
    }
}
