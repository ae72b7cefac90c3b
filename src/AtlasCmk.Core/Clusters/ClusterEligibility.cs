namespace AtlasCmk;

/// <summary>Whether a cluster can be encrypted with its project's key, and why not. Pure: no request is made here.</summary>
/// <remarks>Source: "Manage Customer Keys with Azure Key Vault Over Private Endpoints", its notes, limitations and prerequisites.</remarks>
internal static class ClusterEligibility
{
    /// <returns>The first reason against it, as its project is now; null where there is none.</returns>
    public static string? ReasonAgainst(AtlasCluster cluster, EncryptionAtRest project, IReadOnlyCollection<string> activeRegions) =>
        ReasonsAgainst(cluster, project.RequirePrivateNetworking, activeRegions).FirstOrDefault() switch
        {
            // Nobody can resume what Atlas paused for its key.
            { Fault: ClusterFault.Paused } when cluster.IsEncryptedWithAzure && project.Valid is false => "stopped: Atlas cannot use its key, and starts it again once it can",
            var reason => reason?.Text,
        };

    /// <returns>Every reason against it, the most important first.</returns>
    public static IEnumerable<ClusterReason> ReasonsAgainst(AtlasCluster cluster, bool privateNetworking, IReadOnlyCollection<string> activeRegions)
    {
        if (cluster.Kind != ClusterKind.Dedicated)
        {
            yield return new(ClusterFault.Tier, $"{Tier(cluster)}; needs M10 or larger");
            yield break;
        }

        // A cluster that Atlas disabled for its clouds looks paused too, and cannot be resumed: its clouds come first.
        if (privateNetworking && WouldBeDisabled(cluster))
        {
            yield return new(ClusterFault.MultiCloud, $"multi-cloud ({string.Join(", ", cluster.Providers)}) under private networking");
        }
        else if (privateNetworking && cluster.Providers is not ["AZURE"])
        {
            yield return new(ClusterFault.OtherCloud, $"on {string.Join(", ", cluster.Providers)}, not on Azure, under private networking");
        }

        if (cluster.Paused)
        {
            yield return new(ClusterFault.Paused, "paused; resume it first");
        }

        if (privateNetworking && cluster.Providers is ["AZURE"] && cluster.Regions.Except(activeRegions, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } uncovered)
        {
            yield return new(ClusterFault.RegionUncovered, $"no ACTIVE private endpoint in {string.Join(", ", uncovered)}");
        }
    }

    /// <summary>"If you enable encryption at rest using CMK over Azure Private Link in an existing project with multi-cloud clusters, Atlas disables the multi-cloud clusters in your project", encrypted or not.</summary>
    public static bool WouldBeDisabled(AtlasCluster cluster) => cluster.IsMultiCloud;

    private static string Tier(AtlasCluster cluster) => cluster.Kind switch
    {
        ClusterKind.Flex => "Flex",
        ClusterKind.Serverless => "Serverless",
        _ => $"shared tier {cluster.InstanceSize}",
    };
}
