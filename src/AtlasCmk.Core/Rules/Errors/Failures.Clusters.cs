namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException ClusterUnknown(string projectId, string clusterName) =>
        new(FailureKind.NotFound, "ClusterUnknown", $"There is no cluster '{clusterName}' in project {projectId}.",
            $"List the clusters of the project: {List(projectId)}", clusterName);

    public static AtlasCmkException ClusterNotEligible(ClusterEncryption cluster) =>
        new(FailureKind.Refused, "ClusterNotEligible", $"The cluster {cluster.ClusterName} cannot be encrypted with the project's key: {cluster.Reason}.",
            $"Show every cluster with its reason: {List(cluster.ProjectId)}", cluster);

    public static AtlasCmkException ClusterKeyUnknown(ClusterEncryption cluster) =>
        new(FailureKind.Refused, "ClusterKeyUnknown", $"It is unclear whether the cluster {cluster.ClusterName} is encrypted with the project's key: {cluster.Cluster.KeyInWords}. Nothing was sent.",
            $"Look at the cluster again: {List(cluster.ProjectId)}. If Atlas shows the same, change its key provider in Atlas.", cluster);

    public static AtlasCmkException ClusterPaused(ClusterEncryption cluster) =>
        new(FailureKind.Refused, "ClusterPaused", $"The cluster {cluster.ClusterName} is paused, and Atlas does not change paused clusters.",
            $"Atlas pauses a cluster that cannot use its key. Look for that first: {PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {cluster.ProjectId} -Diagnose")}", cluster);

    private static PowerShellCommand List(string? projectId) => PowerShellCommand.Of($"Get-AtlasClusterEncryption -ProjectId {projectId}");
}
