using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Signs in to Atlas and Azure like Connect-Atlas, without changing the runspace's default session.</summary>
/// <remarks>
/// <para>Pass the session to other cmdlets with -Session. Objects keep the session that they came from, so piped objects use the same session.</para>
/// </remarks>
/// <example>
/// <para>Read a second project without changing the default session</para>
/// <code>$other = New-AtlasSession -Sandbox $Sandbox
/// Get-AtlasEncryptionAtRest -Session $other</code>
/// </example>
/// <example>
/// <para>Read projects in parallel, with one session for all runspaces</para>
/// <code>$session = New-AtlasSession -Sandbox $Sandbox
/// $module = (Get-Module AtlasCmk).Path
/// (Get-AtlasProject -Session $session).ProjectId | ForEach-Object -Parallel {
///     Import-Module $using:module
///     Get-AtlasEncryptionAtRest -ProjectId $_ -Session $using:session
/// }</code>
/// <para>You can import an installed module by its name. A Start-Job job is another process: call Connect-Atlas there.</para>
/// </example>
/// <note>Atlas: any role in the project. Azure: none to sign in; each cmdlet's help lists what it needs.</note>
/// <error>WrongApiKey WrongServiceAccount NoAccessToProject AddressNotOnAccessList SessionSettingsInvalid AzureSignInIncomplete</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/configure-api-access/">Atlas: grant programmatic access</seealso>
[Cmdlet(VerbsCommon.New, "AtlasSession", DefaultParameterSetName = "ApiKey")]
[OutputType(typeof(AtlasSession))]
public sealed class NewAtlasSessionCommand : SignInCmdletBase
{
    private protected override bool BecomesDefault => false;
}
