namespace AtlasCmk.Rules;

/// <summary>The commands to go back to Atlas-managed keys, in order. A cluster needs its private endpoint until it has left the key, so the endpoints stay if one could not leave.</summary>
internal static class DisableEncryptionCommands
{
    /// <param name="projectId">The project. Null for text about any project.</param>
    public static PowerShellCommand Clusters(string? projectId) =>
        PowerShellCommand.Of($"Get-AtlasClusterEncryption -ProjectId {projectId} | Where-Object EncryptionAtRestProvider -eq AZURE | Disable-AtlasClusterEncryption -Wait");

    /// <inheritdoc cref="Clusters"/>
    public static PowerShellCommand ClustersThenEndpoints(string? projectId) =>
        PowerShellCommand.Of($"{Clusters(projectId)} && {Endpoints(projectId)}");

    /// <summary>The same, for text about any project.</summary>
    public static string Remedy => $"Let encrypted clusters leave the key first ({Clusters(null)}), then remove the endpoints ({Endpoints(null)}).";

    private static PowerShellCommand Endpoints(string? projectId) => PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpoint -ProjectId {projectId} | Remove-AtlasAkvPrivateEndpoint -Wait");
}
