namespace AtlasCmk.Rules;

/// <summary>The commands of the way back, in their order: until a cluster has left the key, it needs its private endpoint. So the endpoints stay if one could not leave.</summary>
internal static class WayBack
{
    /// <param name="projectId">The project; null for a text about any project.</param>
    public static PowerShellCommand Clusters(string? projectId) =>
        PowerShellCommand.Of($"Get-AtlasClusterEncryption -ProjectId {projectId} | Where-Object EncryptionAtRestProvider -eq AZURE | Disable-AtlasClusterEncryption -Wait");

    /// <inheritdoc cref="Clusters"/>
    public static PowerShellCommand ClustersThenEndpoints(string? projectId) =>
        PowerShellCommand.Of($"{Clusters(projectId)} && {Endpoints(projectId)}");

    /// <summary>The same, for a text about any project.</summary>
    public static string Remedy => $"Let encrypted clusters leave the key first ({Clusters(null)}), then remove the endpoints ({Endpoints(null)}).";

    private static PowerShellCommand Endpoints(string? projectId) => PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpoint -ProjectId {projectId} | Remove-AtlasAkvPrivateEndpoint -Wait");
}
