using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Encrypts clusters with the project's key in Azure Key Vault.</summary>
/// <remarks>
/// <para>Atlas re-encrypts the data by an initial sync, node after node, and rebuilds search indexes; the cluster stays available.</para>
/// <para>Refused before anything is sent, each with its reason: shared tiers (M0, M2, M5), Flex and Serverless deployments, clusters that are paused, being created or being deleted, clusters that are encrypted with a key of another cloud, and clusters that MongoDB keeps for itself. Under private networking, clusters that are multi-cloud or not on Azure, or that have nodes in a region without an ACTIVE private endpoint, are refused too. So is a cluster of which Atlas does not report nodes, state or key, or reports something that AtlasCmk does not know. A cluster that is encrypted already is a success.</para>
/// <para>Where Atlas reports the key as not valid, the command looks again for a minute, since under private networking the validation lags, and then asks a second question, which -Force answers: a cluster whose key cannot be used is shut down.</para>
/// <para>With -Wait the order of the output is the order of completion.</para>
/// </remarks>
/// <example>
/// <para>Encrypt two clusters</para>
/// <code>Enable-AtlasClusterEncryption -ClusterName $cluster1, $cluster2 -Wait</code>
/// </example>
/// <example>
/// <para>Encrypt whatever can be</para>
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
    /// <summary>Answers the second question beforehand: encrypt even though Atlas reports the project's key as not valid.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override Task<ClusterEncryption?> ChangeAsync(ChangeClusterEncryption change, string clusterName, TimeSpan? wait) =>
        change.EnableAsync(clusterName, wait);
}
