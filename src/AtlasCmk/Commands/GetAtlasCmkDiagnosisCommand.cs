using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Finds out why Atlas cannot use a project's key: the cause, what is affected, and what to do.</summary>
/// <remarks>
/// <para>Each project returns one object. It shows the first cause that was found, what was ruled out, the affected clusters, and what to do. Checks contains all
/// checks of Test-AtlasCmkPrerequisite that it is based on. If no cause was found, Cause is Undetermined, and Explanation lists what was not checked, the most
/// likely first. If Atlas can use the key, Cause is None. Nothing is changed.</para>
/// <para>An expired client secret is found if Microsoft Graph shows that all secrets of the application have ended, or with -AzureCredential. A secret that
/// Microsoft Entra refuses counts as a cause only if it has expired and Atlas reports the key as invalid. Otherwise Atlas may have another secret.</para>
/// <para>You can paste every command in Remedy: it names its project or vault, keeps existing settings, and quotes its values. A disabled key version may be an
/// intended freeze: Remedy then names Grant-AtlasKeyAccess.</para>
/// <para>All reads run in parallel, in three or four round trips, with as many requests as Test-AtlasCmkPrerequisite sends. The application of
/// -AzureCredential must be the project's own. For another one, the settings are read once more.</para>
/// </remarks>
/// <example>
/// <para>Find out why Atlas can no longer use the key of the session's project</para>
/// <code>Get-AtlasCmkDiagnosis</code>
/// </example>
/// <example>
/// <para>Diagnose every project whose key is not valid</para>
/// <code>Get-AtlasProject | Get-AtlasEncryptionAtRest | Where-Object { $_.Enabled -and -not $_.Valid } | Get-AtlasCmkDiagnosis</code>
/// </example>
/// <example>
/// <para>Check the client secret too</para>
/// <code>Get-AtlasCmkDiagnosis -AzureCredential $application</code>
/// <para>$application is a PSCredential with the client ID and client secret of the application that Atlas signs in with.</para>
/// </example>
/// <note>Atlas: Project Read Only for most checks; Project Owner for all. Azure: Reader on the vault and its subscription; Application.Read.All in Microsoft
/// Graph for the end of client secrets.</note>
/// <error>SessionSettingsInvalid KeyIdentifierInvalid NoAccessToProject ProjectMissing</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: encryption at rest using customer key management</seealso>
/// <seealso cref="TestAtlasCmkPrerequisiteCommand"/>
[Cmdlet(VerbsCommon.Get, "AtlasCmkDiagnosis")]
[OutputType(typeof(CmkDiagnosis))]
public sealed class GetAtlasCmkDiagnosisCommand : AtlasProjectCmdletBase
{
    /// <summary>The application that Atlas signs in to Azure with: the client ID as user name and the client secret as password. It signs in once, to check the
    /// secret and to find the object ID; nothing is stored.</summary>
    [Parameter]
    [Credential]
    public PSCredential? AzureCredential { get; set; }

    /// <summary>The object ID of Atlas's service principal in Microsoft Entra (not of the application), to check permissions without its secret.</summary>
    [Parameter]
    [AzureUuid("object ID")]
    public Guid? AtlasObjectId { get; set; }

    private protected override void Process()
    {
        CredentialRules.CheckApplication(AzureCredential?.UserName, AzureCredential?.Password, "-AzureCredential");
        var request = new PrerequisiteRequest
        {
            AtlasObjectId = AtlasObjectId?.ToString("D"),
            Settings = new() { ClientId = AzureCredential?.UserName, ClientSecret = AzureCredential?.Password },
        };
        foreach (var project in Projects)
        {
            Run(project, async _ => (await new TestPrerequisite(project).RunAsync(request, diagnose: true).ConfigureAwait(false)).Diagnosis);
        }
    }
}
