namespace AtlasCmk.Rules;

/// <summary>Whether a cluster can use its project's key, and why not. Pure: sends no requests.</summary>
/// <remarks>
/// A missing or unknown value from Atlas makes a cluster not eligible too, and the reason names the value.
/// Source: "Manage Customer Keys with Azure Key Vault Over Private Endpoints", its notes, limitations and prerequisites.
/// </remarks>
internal static class ClusterEligibility
{
    private static readonly string[] s_clouds = ["AZURE", "AWS", "GCP"];

    /// <returns>The first reason against it with the project's current settings, or null.</returns>
    public static string? ReasonAgainst(AtlasCluster cluster, EncryptionAtRest project, IReadOnlyCollection<string> activeRegions) =>
        ReasonsAgainst(cluster, project.RequirePrivateNetworking, activeRegions).FirstOrDefault() switch
        {
            // A user cannot resume a cluster that Atlas paused because of its key.
            { Fault: ClusterFault.Paused, IsKnown: true } when cluster.IsEncryptedWithAzure && project.Valid is false => "stopped: Atlas cannot use its key, and starts it again once it can",
            { Fault: ClusterFault.Paused, IsKnown: true } when cluster.IsEncryptedWithAzure && project.Valid is null => "paused, perhaps by Atlas, which does not say whether it can use the key",
            var reason => reason?.Text,
        };

    /// <returns>All reasons against it, the most important first.</returns>
    public static IEnumerable<ClusterReason> ReasonsAgainst(AtlasCluster cluster, bool privateNetworking, IReadOnlyCollection<string> activeRegions)
    {
        if (cluster.Kind != ClusterKind.Dedicated)
        {
            return [new(ClusterFault.Tier, $"{Kind(cluster)}; needs M10 or larger")];
        }

        var reasons = new[] { Role(cluster), Tier(cluster), State(cluster), Nodes(cluster), Key(cluster) }.OfType<ClusterReason>();
        return [.. reasons, .. Places(cluster, privateNetworking, activeRegions)];
    }

    /// <summary>"If you enable encryption at rest using CMK over Azure Private Link in an existing project with multi-cloud clusters, Atlas disables the
    /// multi-cloud clusters in your project", encrypted or not. A cluster with unknown nodes may be multi-cloud.</summary>
    public static bool WouldBeDisabled(AtlasCluster cluster) => cluster.IsMultiCloud || cluster.HasUnreadNodes;

    private static ClusterReason? Role(AtlasCluster cluster) => cluster.InternalRole switch
    {
        "NONE" => null,
        "SYSTEM_CLUSTER" or "INTERNAL_SHADOW_CLUSTER" => new(ClusterFault.Internal, $"MongoDB uses it internally ({cluster.InternalRole})"),
        var role => new(ClusterFault.Internal, $"Atlas reports internalClusterRole '{role}', which AtlasCmk does not know", IsKnown: false),
    };

    /// <summary>Dedicated tiers have the form M or R with a number, for example M10, R40 and M80_NVME.</summary>
    private static ClusterReason? Tier(AtlasCluster cluster)
    {
        var size = cluster.InstanceSize;
        var digits = size.Length > 1 && size[0] is 'M' or 'R' ? size[1..].TakeWhile(char.IsAsciiDigit).Count() : 0;
        return size.Length == 0 ? null
            : digits == 0 ? new(ClusterFault.Tier, $"Atlas reports the tier '{size}', which AtlasCmk does not know", IsKnown: false)
            : digits == 1 ? new(ClusterFault.Tier, $"{size}; needs M10 or larger")
            : null;
    }

    private static ClusterReason? State(AtlasCluster cluster) => cluster.StateName switch
    {
        "IDLE" or "UPDATING" or "REPAIRING" => null,
        "CREATING" => new(ClusterFault.State, "being created (CREATING); wait until it is IDLE"),
        "DELETING" or "DELETED" => new(ClusterFault.State, $"being deleted ({cluster.StateName})"),
        "" => new(ClusterFault.State, "Atlas does not say which state it is in", IsKnown: false),
        var state => new(ClusterFault.State, $"Atlas reports the state '{state}', which AtlasCmk does not know", IsKnown: false),
    };

    private static ClusterReason? Nodes(AtlasCluster cluster) =>
        cluster.HasUnreadNodes || cluster.Providers.Count == 0 || cluster.Regions.Count == 0 || cluster.InstanceSize.Length == 0
            ? new(ClusterFault.Nodes, "Atlas does not report all of its nodes (cloud, region, tier)", IsKnown: false)
        : cluster.Providers.FirstOrDefault(p => !s_clouds.Contains(p)) is { } cloud
            ? new(ClusterFault.Nodes, $"Atlas reports nodes in the cloud '{cloud}', which AtlasCmk does not know", IsKnown: false)
        : null;

    private static ClusterReason? Key(AtlasCluster cluster) => cluster.EncryptionAtRestProvider switch
    {
        EncryptionProvider.None or EncryptionProvider.Azure => null,
        "AWS" or "GCP" => new(ClusterFault.OtherKey, $"encrypted with a key in {cluster.EncryptionAtRestProvider}; end that encryption first, because Atlas does not change directly between clouds"),
        "" => new(ClusterFault.OtherKey, cluster.KeyInWords, IsKnown: false),
        _ => new(ClusterFault.OtherKey, $"{cluster.KeyInWords}, which AtlasCmk does not know", IsKnown: false),
    };

    private static IEnumerable<ClusterReason> Places(AtlasCluster cluster, bool privateNetworking, IReadOnlyCollection<string> activeRegions)
    {
        // A multi-cloud cluster that Atlas disabled looks paused and cannot be resumed, so this reason comes first.
        if (privateNetworking && cluster.IsMultiCloud)
        {
            yield return new(ClusterFault.MultiCloud, $"multi-cloud ({string.Join(", ", cluster.Providers)}) under private networking");
        }
        else if (privateNetworking && cluster.Providers is [not "AZURE"])
        {
            yield return new(ClusterFault.OtherCloud, $"on {cluster.Providers[0]}, not on Azure, under private networking");
        }

        if (cluster.Paused)
        {
            yield return new(ClusterFault.Paused, "paused; resume it first");
        }
        else if (cluster.Unsaid.Contains("paused"))
        {
            yield return new(ClusterFault.Paused, "Atlas does not say whether it is paused", IsKnown: false);
        }

        if (privateNetworking && cluster.Providers is ["AZURE"] && cluster.Regions.Except(activeRegions, StringComparer.OrdinalIgnoreCase).ToList() is { Count: > 0 } uncovered)
        {
            yield return new(ClusterFault.RegionUncovered, $"no ACTIVE private endpoint in {string.Join(", ", uncovered)}");
        }
    }

    private static string Kind(AtlasCluster cluster) => cluster.Kind switch
    {
        ClusterKind.Flex => "Flex",
        ClusterKind.Serverless => "Serverless",
        _ => $"shared tier {cluster.InstanceSize}",
    };
}

/// <summary>The possible reasons against a cluster, the most important first. Clouds and regions count only under private networking.</summary>
internal enum ClusterFault
{
    Tier,
    Internal,
    State,
    Nodes,
    OtherKey,
    MultiCloud,
    OtherCloud,
    Paused,
    RegionUncovered,
}

/// <summary>One reason against a cluster, as text that follows "because".</summary>
/// <param name="Fault">The kind of reason.</param>
/// <param name="Text">The reason.</param>
/// <param name="IsKnown">Whether the reason is a known fact. False if Atlas omitted a value or returned an unknown one.</param>
internal sealed record ClusterReason(ClusterFault Fault, string Text, bool IsKnown = true)
{
    public override string ToString() => Text;
}
