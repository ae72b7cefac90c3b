namespace AtlasCmk.Rules;

/// <summary>The errors of a cluster's encryption.</summary>
internal static class ClusterErrors
{
    private static readonly AtlasCmkError s_clusterUnknown = new("ClusterUnknown", FailureKind.NotFound,
        meaning: "The project has no cluster with this name.",
        cause: "A mistyped name, or a cluster of another project.",
        remedy: "Get-AtlasClusterEncryption lists the clusters of the project.");

    public static AtlasCmkException ClusterUnknown(string projectId, string clusterName) =>
        s_clusterUnknown.Because($"There is no cluster '{clusterName}' in project {projectId}.",
            $"List the clusters of the project: {Listing(projectId)}", clusterName);

    private static readonly AtlasCmkError s_clusterNotEligible = new("ClusterNotEligible", FailureKind.Refused,
        meaning: "The cluster cannot be encrypted with the project's key.",
        cause: "A tier below M10, Flex, or under private networking a cluster outside Azure or on several clouds.",
        remedy: "Get-AtlasClusterEncryption shows every cluster with its reason.",
        VendorPages.PrivateEndpoints);

    public static AtlasCmkException ClusterNotEligible(ClusterEncryption cluster) =>
        s_clusterNotEligible.Because($"The cluster {cluster.ClusterName} cannot be encrypted with the project's key: {cluster.Reason}.",
            $"Show every cluster with its reason: {Listing(cluster.ProjectId)}", cluster);

    private static readonly AtlasCmkError s_clusterKeyUnknown = new("ClusterKeyUnknown", FailureKind.Refused,
        meaning: "It is unclear whether the cluster is encrypted with the project's key.",
        cause: "Atlas does not say which key encrypts it, or names a key provider that AtlasCmk does not know.",
        remedy: "Look again: Get-AtlasClusterEncryption -ProjectId '{id}'. If Atlas shows the same, change the cluster's key provider in Atlas.");

    public static AtlasCmkException ClusterKeyUnknown(ClusterEncryption cluster) =>
        s_clusterKeyUnknown.Because($"It is unclear whether the cluster {cluster.ClusterName} is encrypted with the project's key: {cluster.Cluster.KeyInWords}. Nothing was sent.",
            $"Look at the cluster again: {Listing(cluster.ProjectId)}. If Atlas shows the same, change its key provider in Atlas.", cluster);

    private static readonly AtlasCmkError s_clusterPaused = new("ClusterPaused", FailureKind.Refused,
        meaning: "The cluster is paused, and Atlas does not change paused clusters.",
        cause: "A user paused it, or Atlas paused it because it cannot use its key.",
        remedy: "Resume it, wait until it is IDLE, and run the command again.");

    public static AtlasCmkException ClusterPaused(ClusterEncryption cluster) =>
        s_clusterPaused.Because($"The cluster {cluster.ClusterName} is paused, and Atlas does not change paused clusters.",
            $"Atlas pauses a cluster that cannot use its key. Look for that first: {PowerShellCommand.Of($"Get-AtlasCmkDiagnosis -ProjectId {cluster.ProjectId}")}", cluster);

    private static PowerShellCommand Listing(string? projectId) => PowerShellCommand.Of($"Get-AtlasClusterEncryption -ProjectId {projectId}");
}
