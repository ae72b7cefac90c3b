using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Signs in to Atlas and Azure like Connect-Atlas, and leaves the runspace's default session alone.</summary>
/// <remarks>
/// <para>Give the session to other cmdlets with -Session. An object remembers the session that it came from: what is piped on uses the same one.</para>
/// </remarks>
/// <example>
/// <para>Look at a second project beside the one that is connected</para>
/// <code>$other = New-AtlasSession -Sandbox $Sandbox
/// Get-AtlasEncryptionAtRest -Session $other</code>
/// </example>
/// <example>
/// <para>Look at projects in parallel, in runspaces that share one session</para>
/// <code>$session = New-AtlasSession -Sandbox $Sandbox
/// $module = (Get-Module AtlasCmk).Path
/// (Get-AtlasProject -Session $session).ProjectId | ForEach-Object -Parallel {
///     Import-Module $using:module
///     Get-AtlasEncryptionAtRest -ProjectId $_ -Session $using:session
/// }</code>
/// <para>An installed module is imported by its name. A job of Start-Job is another process, and connects itself.</para>
/// </example>
/// <note>Atlas: any role in the project. Azure: none until connections are looked at or decided on.</note>
/// <error>WrongApiKey WrongServiceAccount NoAccessToProject AddressNotOnAccessList SessionSettingsInvalid AzureSignInIncomplete</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/configure-api-access/">Atlas: grant programmatic access</seealso>
[Cmdlet(VerbsCommon.New, "AtlasSession", DefaultParameterSetName = "ApiKey")]
[OutputType(typeof(AtlasSession))]
public sealed class NewAtlasSessionCommand : SignInCmdletBase
{
    private protected override bool BecomesDefault => false;
}
