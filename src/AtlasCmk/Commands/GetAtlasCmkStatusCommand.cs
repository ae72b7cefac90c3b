using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Shows where projects stand with their customer-managed keys: one object for each project, with what deviates.</summary>
/// <remarks>
/// <para>Without -ProjectId, the session's project is shown. If the session has no project, all projects that it can read are shown. The first objects are
/// emitted while other projects are still being read, in the order of the input.</para>
/// <para>Compliant compares the project with the baseline of Test-AtlasCmkCompliance. It is False if anything deviates (Findings, the worst first). It
/// is empty, shown as Unknown, if nothing deviates but something could not be assessed. Unread says what, and why.</para>
/// <para>A project costs two requests to Atlas, or three under private networking. A vault, a key and an application cost one request each to Azure, however
/// many projects share them. Without a sign-in to Azure, the rest is still shown.</para>
/// <para>Flex and serverless clusters are not counted: they cannot use a customer-managed key.</para>
/// </remarks>
/// <example>
/// <para>Show the status of every project</para>
/// <code>Get-AtlasProject | Get-AtlasCmkStatus</code>
/// </example>
/// <example>
/// <para>Which projects deviate, and how?</para>
/// <code>Get-AtlasProject | Get-AtlasCmkStatus | Where-Object Compliant -ne $true</code>
/// </example>
/// <example>
/// <para>Which key versions are the oldest?</para>
/// <code>Get-AtlasProject | Get-AtlasCmkStatus | Sort-Object KeyAgeInDays -Descending | Select-Object -First 10</code>
/// </example>
/// <note>Atlas: Project Read Only; Project Owner to list private endpoints. Azure: Reader on the vaults; Application.Read.All in Microsoft Graph for the end of client secrets.</note>
/// <error>NoAccessToProject RoleTooSmall BaselineUnreadable BaselineInvalid</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-azure-kms/">Atlas: manage customer keys with Azure Key Vault</seealso>
/// <seealso cref="GetAtlasEncryptionAtRestCommand"/>
[Cmdlet(VerbsCommon.Get, "AtlasCmkStatus")]
[OutputType(typeof(CmkStatus))]
public sealed class GetAtlasCmkStatusCommand : EstateCmdletBase
{
    private protected override void Start(ProjectContext project, EstateReads reads) =>
        Run(project, _ => new ReadCmkStatus(project, reads, Required).RunAsync(Matches));
}
