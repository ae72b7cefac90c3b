namespace AtlasCmk;

/// <summary>Whether a cluster can be encrypted with its project's key, and why not. Pure: no request is made here.</summary>
/// <remarks>Source: "Manage Customer Keys with Azure Key Vault Over Private Endpoints", its notes, limitations and prerequisites.</remarks>
internal static class ClusterEligibility
{
    /// <returns>The reason against it; null where there is none.</returns>
    public static string? ReasonAgainst(AtlasCluster cluster, EncryptionAtRest project, IReadOnlyCollection<string> activeRegions)
    {
        if (cluster.Kind != ClusterKind.Dedicated)
        {
            return $"{Tier(cluster)}; needs M10 or larger";
        }

        if (cluster.Paused)
        {
            return "paused; resume it first";
        }

        if (!project.RequirePrivateNetworking)
        {
            return null;
        }

        if (cluster.IsMultiCloud)
        {
            return $"multi-cloud ({string.Join(", ", cluster.Providers)}) under private networking";
        }

        if (cluster.Providers is not ["AZURE"])
        {
            return $"on {string.Join(", ", cluster.Providers)}, not on Azure, under private networking";
        }

        var uncovered = cluster.Regions.Except(activeRegions, StringComparer.OrdinalIgnoreCase).ToList();
        return uncovered.Count == 0 ? null : $"no ACTIVE private endpoint in {string.Join(", ", uncovered)}";
    }

    private static string Tier(AtlasCluster cluster) => cluster.Kind switch
    {
        ClusterKind.Flex => "Flex",
        ClusterKind.Serverless => "Serverless",
        _ => $"shared tier {cluster.InstanceSize}",
    };
}
