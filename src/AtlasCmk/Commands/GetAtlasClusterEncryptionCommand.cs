using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Shows which clusters of a project are encrypted with its key, which ones can be, and why others cannot.</summary>
/// <remarks>
/// <para>Dedicated, shared, Flex and Serverless deployments are listed. Eligibility depends on the project: with private networking, a cluster must be on Azure
/// only, with an ACTIVE private endpoint in every region that holds its nodes.</para>
/// </remarks>
/// <example>
/// <para>List all clusters of the session's project</para>
/// <code>Get-AtlasClusterEncryption</code>
/// </example>
/// <example>
/// <para>Encrypt every eligible cluster</para>
/// <code>Get-AtlasClusterEncryption | Where-Object IsEligible | Enable-AtlasClusterEncryption -Wait</code>
/// </example>
/// <note>Atlas: Project Read Only; Project Owner if private networking is required, because the endpoints are read. Azure: none.</note>
/// <error>ClusterUnknown RoleTooSmall</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasClusterEncryption")]
[OutputType(typeof(ClusterEncryption))]
public sealed class GetAtlasClusterEncryptionCommand : AtlasProjectCmdletBase
{
    /// <summary>The names of the clusters. Wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValueOf("ClusterName")]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ClusterCompleter))]
    public string[] ClusterName { get; set; } = ["*"];

    /// <inheritdoc/>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    /// <summary>Only clusters that can be encrypted with the project's key now. -Eligible:$false emits the others.</summary>
    [Parameter]
    public SwitchParameter Eligible { get; set; }

    /// <summary>Only clusters that are encrypted with the project's key. -Encrypted:$false emits the others, also those whose key Atlas does not report.</summary>
    [Parameter]
    public SwitchParameter Encrypted { get; set; }

    private protected override void Process()
    {
        var names = ClusterName;
        var chosen = new WildcardChoice(names);
        var (eligible, encrypted) = (Given(nameof(Eligible), Eligible), Given(nameof(Encrypted), Encrypted));
        foreach (var project in Projects)
        {
            Run(project, async item =>
            {
                var clusters = await new ProjectClusters(project).ListAsync().ConfigureAwait(false);
                foreach (var cluster in clusters.Where(c => chosen.Includes(c.ClusterName) && (eligible ?? c.IsEligible) == c.IsEligible
                    && (encrypted ?? c.Cluster.IsEncryptedWithAzure) == c.Cluster.IsEncryptedWithAzure).OrderBy(c => c.ClusterName, StringComparer.Ordinal))
                {
                    item.Emit(cluster);
                }

                foreach (var unknown in WildcardChoice.Missing(names, clusters.Select(c => c.ClusterName)))
                {
                    item.Fail(ClusterErrors.ClusterUnknown(project.ProjectId, unknown));
                }
            });
        }
    }
}
