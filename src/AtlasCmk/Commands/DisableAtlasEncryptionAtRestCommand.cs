using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Disables encryption with a key in Azure Key Vault for a project, and removes the key vault settings from Atlas.</summary>
/// <remarks>
/// <para>It is refused while the project has private endpoints, or clusters that are encrypted with the key. The error names them. Keys of other cloud providers are not changed.</para>
/// <para>Do not disable or delete the key in Key Vault first: the data that it encrypts would become unreadable. Backups that were taken with the key need it until they expire.</para>
/// </remarks>
/// <example>
/// <para>Undo everything in order: clusters, endpoints, private networking, project</para>
/// <code>Get-AtlasClusterEncryption | Where-Object EncryptionAtRestProvider -eq AZURE | Disable-AtlasClusterEncryption -Wait
/// Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait
/// Set-AtlasEncryptionAtRest -RequirePrivateNetworking:$false
/// Disable-AtlasEncryptionAtRest</code>
/// </example>
/// <example>
/// <para>Disable encryption for one project by its ID; nothing changes if it is already disabled</para>
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
        foreach (var project in Projects.Where(p => TryBegin(p)))
        {
            Run(project, item => new DisableEncryptionAtRest(project, item).RunAsync());
        }
    }
}
