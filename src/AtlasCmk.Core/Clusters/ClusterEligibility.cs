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
            return $"{Tier(cluster)} has no customer-managed keys; they need a dedicated cluster, M10 or larger";
        }

        if (cluster.Paused)
        {
            return "it is paused; resume it first";
        }

        if (!project.RequirePrivateNetworking)
        {
            return null;
        }

        if (cluster.IsMultiCloud)
        {
            return $"it is multi-cloud ({string.Join(", ", cluster.Providers)}), and private networking serves clusters on Azure alone";
        }

        if (cluster.Providers is not ["AZURE"])
        {
            return $"it is on {string.Join(", ", cluster.Providers)}, and private networking serves clusters on Azure alone";
        }

        var uncovered = cluster.Regions.Except(activeRegions, StringComparer.OrdinalIgnoreCase).ToList();
        return uncovered.Count == 0 ? null : $"it has nodes in {string.Join(", ", uncovered)}, where no private endpoint is ACTIVE";
    }

    private static string Tier(AtlasCluster cluster) => cluster.Kind switch
    {
        ClusterKind.Flex => "a Flex cluster",
        ClusterKind.Serverless => "a Serverless instance",
        _ => $"the shared tier {cluster.InstanceSize}",
    };
}
