using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Encrypts clusters with the project's key in Azure Key Vault.</summary>
/// <remarks>
/// <para>Atlas re-encrypts the data by an initial sync of one node after the other, and rebuilds search indexes. The cluster stays available.</para>
/// <para>Shared tiers (M0, M2, M5), Flex and Serverless deployments, and MongoDB's internal clusters are refused before anything is sent, with the reason. So
/// are clusters that are paused, being created or being deleted, or that use a key of another cloud provider. With private networking, a cluster must be on
/// Azure only, and each of its regions needs an ACTIVE private endpoint. A cluster whose nodes, state or key Atlas does not report, or reports with an unknown
/// value, is refused too. A cluster that is already encrypted is a success.</para>
/// <para>If Atlas reports the key as invalid, the command polls for a minute, because validation is delayed with private networking. If the key is still
/// invalid, an additional confirmation is required, which -Force skips: Atlas shuts down a cluster whose key it cannot use.</para>
/// <para>With -Wait, the order of the output is the order of completion.</para>
/// </remarks>
/// <example>
/// <para>Encrypt two clusters</para>
/// <code>Enable-AtlasClusterEncryption -ClusterName $cluster1, $cluster2 -Wait</code>
/// </example>
/// <example>
/// <para>Encrypt every eligible cluster</para>
/// <code>Get-AtlasClusterEncryption | Where-Object IsEligible | Enable-AtlasClusterEncryption -Wait</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none.</note>
/// <error>ClusterUnknown ClusterNotEligible ClusterPaused NotEnabledForProject KeyUnreachable CannotAsk WaitTimedOut</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso cref="DisableAtlasClusterEncryptionCommand"/>
[Cmdlet(VerbsLifecycle.Enable, "AtlasClusterEncryption", SupportsShouldProcess = true)]
[OutputType(typeof(ClusterEncryption))]
public sealed class EnableAtlasClusterEncryptionCommand : ClusterEncryptionCmdletBase
{
    /// <summary>Skips the additional confirmation: encrypts even if Atlas reports the project's key as invalid.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override Task<ClusterEncryption?> ChangeAsync(ChangeClusterEncryption change, string clusterName, TimeSpan? wait) =>
        change.EnableAsync(clusterName, wait);
}
