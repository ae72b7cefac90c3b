using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Lists the Azure service principals that a project can sign in as instead of using a client secret.</summary>
/// <remarks>
/// <para>UsedBy lists the Atlas features that use the service principal. GrantCommands lists the Az commands that give it its rights on the project's vault.
/// Atlas does not report whether it was authorized: run Register-AtlasAzureServicePrincipal again, which changes nothing if it was.</para>
/// </remarks>
/// <example>
/// <para>List the service principals of the session's project</para>
/// <code>Get-AtlasAzureServicePrincipal</code>
/// </example>
/// <example>
/// <para>Show the commands that the vault's owner must run for each service principal</para>
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
                var principals = await project.Atlas.ListServicePrincipalsAsync(project.ProjectId, Cancellation).ConfigureAwait(false);
                foreach (var principal in principals.OrderBy(p => p.RoleId, StringComparer.Ordinal))
                {
                    item.Emit(principal.With(vault));
                }
            });
        }
    }
}
