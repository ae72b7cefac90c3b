namespace AtlasCmk.Rules;

/// <summary>Which clusters of a project need which private endpoints to reach their key.</summary>
internal sealed class EndpointDependents(IReadOnlyList<AkvPrivateEndpoint> endpoints, IReadOnlyList<AtlasCluster> clusters)
{
    /// <summary>Whether a cluster can use the endpoint to reach its key.</summary>
    public static bool MayHave(AkvPrivateEndpoint endpoint) => endpoint.Status is not (EndpointStatus.Failed or EndpointStatus.Deleting);

    /// <summary>The endpoints that clusters may need, by region.</summary>
    public static string Named(IEnumerable<AkvPrivateEndpoint> leaving)
    {
        var regions = leaving.Where(MayHave).Select(e => e.RegionName).ToList();
        return $"the private endpoint{(regions.Count == 1 ? "" : "s")} in {string.Join(", ", regions)}";
    }

    /// <summary>Encrypted clusters in the region of a removed endpoint, and those without a working endpoint in their region. A cluster that is changing may still be leaving the key.</summary>
    /// <remarks>Atlas does not document that a cluster uses the endpoint of its region. So other encrypted clusters may use a removed endpoint too.</remarks>
    public IReadOnlyList<string> Of(IEnumerable<AkvPrivateEndpoint> leaving)
    {
        var going = leaving.Where(MayHave).ToList();
        if (going.Count == 0)
        {
            return [];
        }

        var staying = endpoints.Where(e => e.Status == EndpointStatus.Active && !going.Exists(g => g.EndpointId == e.EndpointId)).ToList();
        return
        [
            .. from c in clusters
               where c.MayBeEncryptedWithAzure || (c.Kind == ClusterKind.Dedicated && c.StateName != "IDLE")
               let isSure = going.Exists(e => IsIn(c, e)) || !staying.Exists(e => IsIn(c, e))
               where isSure || c.MayBeEncryptedWithAzure
               let isKnown = isSure && (c.IsEncryptedWithAzure || !c.MayBeEncryptedWithAzure)
               orderby !isKnown
               select $"{(isKnown ? "" : "perhaps ")}{c.Name}{(c.StateName == "IDLE" ? "" : $" ({c.StateName})")}",
        ];
    }

    private static bool IsIn(AtlasCluster cluster, AkvPrivateEndpoint endpoint) => cluster.Regions.Contains(endpoint.RegionName, StringComparer.OrdinalIgnoreCase);
}
