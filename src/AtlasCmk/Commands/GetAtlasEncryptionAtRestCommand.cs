using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Shows how a project is encrypted with a key in Azure Key Vault, and whether Atlas can use the key.</summary>
/// <remarks>
/// <para>Asking makes Atlas look at the key, so Valid is as of now; under private networking the data nodes look, and the answer may lag a little. The client secret is never returned.</para>
/// </remarks>
/// <example>
/// <para>The session's project</para>
/// <code>Get-AtlasEncryptionAtRest</code>
/// </example>
/// <example>
/// <para>Projects whose key Atlas cannot use</para>
/// <code>Get-AtlasProject | Get-AtlasEncryptionAtRest | Where-Object { $_.Enabled -and -not $_.Valid }</code>
/// </example>
/// <note>Atlas: Project Read Only. Azure: none.</note>
/// <error>ProjectMissing NoAccessToProject RoleTooSmall</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasEncryptionAtRest")]
[OutputType(typeof(EncryptionAtRest))]
public sealed class GetAtlasEncryptionAtRestCommand : AtlasProjectCmdlet
{
    private protected override void Process()
    {
        foreach (var project in Projects)
        {
            Run(project, _ => project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, Cancellation));
        }
    }
}
