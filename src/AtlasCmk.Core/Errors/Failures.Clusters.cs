namespace AtlasCmk;

internal static partial class Failures
{
    public static AtlasCmkException ClusterUnknown(string projectId, string clusterName) =>
        new(FailureKind.NotFound, "ClusterUnknown", $"There is no cluster '{clusterName}' in project {projectId}.",
            $"List the clusters of the project: {List(projectId)}", clusterName);

    public static AtlasCmkException ClusterNotEligible(ClusterEncryption cluster) =>
        new(FailureKind.Refused, "ClusterNotEligible", $"The cluster {cluster.ClusterName} cannot be encrypted with the project's key: {cluster.Reason}.",
            $"Show every cluster with its reason: {List(cluster.ProjectId)}", cluster);

    public static AtlasCmkException ClusterPaused(ClusterEncryption cluster) =>
        new(FailureKind.Refused, "ClusterPaused", $"The cluster {cluster.ClusterName} is paused, and Atlas does not change paused clusters.",
            cluster.Cluster.IsEncryptedWithAzure
                ? $"Atlas pauses a cluster that cannot use its key. Look for that first: {PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {cluster.ProjectId} -Diagnose")}"
                : "Resume it, wait until it is IDLE, and run the command again.", cluster);

    private static PowerShellCommand List(string? projectId) => PowerShellCommand.Of($"Get-AtlasClusterEncryption -ProjectId {projectId}");
}
