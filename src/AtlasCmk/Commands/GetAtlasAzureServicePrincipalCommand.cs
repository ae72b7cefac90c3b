using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Lists the service principals of Azure that a project may sign in as instead of with a client secret.</summary>
/// <remarks>
/// <para>UsedBy names the features of Atlas that use a principal; GrantCommands the commands of Az that give it its rights on the project's vault. Atlas does not tell whether a principal was authorised: Register-AtlasAzureServicePrincipal does it again, and changes nothing where it was.</para>
/// </remarks>
/// <example>
/// <para>The principals of the session's project</para>
/// <code>Get-AtlasAzureServicePrincipal</code>
/// </example>
/// <example>
/// <para>What the vault's owner has to type for each</para>
/// <code>Get-AtlasAzureServicePrincipal | ForEach-Object GrantCommands</code>
/// </example>
/// <note>Atlas: Project Read Only. Azure: none.</note>
/// <error>RoleTooSmall ProjectMissing</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-secretless/">Atlas: Azure Key Vault without a client secret</seealso>
/// <seealso cref="RegisterAtlasAzureServicePrincipalCommand"/>
[Cmdlet(VerbsCommon.Get, "AtlasAzureServicePrincipal")]
[OutputType(typeof(AzureServicePrincipal))]
public sealed class GetAtlasAzureServicePrincipalCommand : AtlasProjectCmdletBase
{
    private protected override void Process()
    {
        foreach (var project in Projects)
        {
            Run(project, async item =>
            {
                var vault = (await project.EncryptionAtFirstAsync().ConfigureAwait(false)).Vault;
                foreach (var principal in await project.Atlas.ListServicePrincipalsAsync(project.ProjectId, Cancellation).ConfigureAwait(false))
                {
                    item.Emit(principal.With(vault));
                }
            });
        }
    }
}
