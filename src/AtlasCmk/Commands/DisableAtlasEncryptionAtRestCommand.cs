using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Takes a project off its key in Azure Key Vault, and makes Atlas forget the vault's settings.</summary>
/// <remarks>
/// <para>Refused, naming them, while private endpoints in any state or clusters that are encrypted with the key remain. Keys of other providers are not touched.</para>
/// <para>Do not disable or delete the key in Key Vault before: what it encrypted could not be read any more. Backups that were made under the key need it until they expire.</para>
/// </remarks>
/// <example>
/// <para>The way back, in order: clusters, endpoints, private networking, project</para>
/// <code>Get-AtlasClusterEncryption | Where-Object EncryptionAtRestProvider -eq AZURE | Disable-AtlasClusterEncryption -Wait
/// Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait
/// Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false
/// Disable-AtlasEncryptionAtRest</code>
/// </example>
/// <example>
/// <para>Once more, for one project by its id: nothing is left to do</para>
/// <code>Disable-AtlasEncryptionAtRest -ProjectId $project</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none.</note>
/// <error>EncryptionNotDisabled EndpointsRemain EncryptedClustersRemain BackupCompliancePolicy CannotConfirm ChangedMeanwhile</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso cref="SetAtlasEncryptionAtRestCommand"/>
[Cmdlet(VerbsLifecycle.Disable, "AtlasEncryptionAtRest", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EncryptionAtRest))]
public sealed class DisableAtlasEncryptionAtRestCommand : AtlasProjectCmdletBase
{
    private protected override void Process()
    {
        foreach (var project in Projects.Where(p => IsFirst(p)))
        {
            Run(project, item => new DisableEncryptionAtRest(project, item).RunAsync());
        }
    }
}
