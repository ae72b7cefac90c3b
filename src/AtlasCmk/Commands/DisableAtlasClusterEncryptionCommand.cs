using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Stops encrypting clusters with the project's key in Azure Key Vault.</summary>
/// <remarks>
/// <para>Atlas re-encrypts the data without the key by an initial sync of one node after the other, and rebuilds search indexes. The cluster stays available.
/// Backups that were taken with the key need it until they expire.</para>
/// <para>The command asks before each cluster. -Confirm:$false answers beforehand.</para>
/// <para>A paused cluster is refused. A cluster that is not encrypted with the key is a success.</para>
/// <para>With -Wait, the order of the output is the order of completion.</para>
/// </remarks>
/// <example>
/// <para>Stop encrypting one cluster, and wait until it is complete</para>
/// <code>Disable-AtlasClusterEncryption -ClusterName $cluster1 -Wait</code>
/// </example>
/// <example>
/// <para>Stop encrypting every cluster of the project</para>
/// <code>Get-AtlasClusterEncryption | Where-Object EncryptionAtRestProvider -eq AZURE | Disable-AtlasClusterEncryption -Wait</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none.</note>
/// <error>ClusterUnknown ClusterKeyUnknown ClusterPaused KeyUnreachable WaitTimedOut</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso cref="EnableAtlasClusterEncryptionCommand"/>
[Cmdlet(VerbsLifecycle.Disable, "AtlasClusterEncryption", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ClusterEncryption))]
public sealed class DisableAtlasClusterEncryptionCommand : ClusterEncryptionCmdletBase
{
    private protected override Task<ClusterEncryption?> ChangeAsync(ChangeClusterEncryption change, string clusterName, TimeSpan? wait) =>
        change.DisableAsync(clusterName, wait);
}
