using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Signs in to Atlas and Azure, and makes the session that the other cmdlets of this runspace use.</summary>
/// <remarks>
/// <para>The credentials are checked with one request: of the project where one is named, else of the projects that they can see. Azure is asked for a token when it is first needed.</para>
/// <para>The session holds the secrets in memory, and shows none. A process that ends forgets them, and revokes nothing: long jobs end with Disconnect-Atlas.</para>
/// <para>A session that Connect-Atlas made before in this runspace is ended: this one takes its place. New-AtlasSession makes several that live side by side.</para>
/// <para>An API key is sent by HTTP digest: the private key never leaves this machine. A service account gets a token, one at a time for the whole session, which is renewed before it ends and revoked by Disconnect-Atlas.</para>
/// <para>A session works in every runspace of its process: give it to ForEach-Object -Parallel or Start-ThreadJob as $using:session, with -Session. It cannot cross a process: connect inside a job of Start-Job.</para>
/// <para>Certificates are checked against the system's store, where a company's own authority belongs; there is no way to skip that.</para>
/// </remarks>
/// <example>
/// <para>Sign in with an API key, for one project</para>
/// <code>Connect-Atlas -Credential (Get-Credential) -ProjectId 66c9e8f1dd6c9960802420e9</code>
/// <para>The user name is the public key, the password the private key. Azure is signed in to with what the surroundings offer.</para>
/// </example>
/// <example>
/// <para>Sign in with a service account from a vault of SecretManagement, and with the Az context</para>
/// <code>Connect-Atlas -ServiceAccount (Get-Secret atlas) -AzureAuthentication AzContext</code>
/// <para>Az.Accounts is imported already, and signed in by Connect-AzAccount. Tenant, subscription and cloud are those of the context.</para>
/// </example>
/// <example>
/// <para>Sign in from a runbook of Azure Automation</para>
/// <code>Connect-Atlas -ServiceAccount (Get-AutomationPSCredential -Name atlas) -AzureAuthentication ManagedIdentity</code>
/// </example>
/// <example>
/// <para>Sign in from a pipeline that sets the variables of MongoDB's own tools</para>
/// <code>Connect-Atlas -FromEnvironment</code>
/// </example>
/// <example>
/// <para>Practice without a cloud</para>
/// <code>Connect-Atlas -Sandbox $Sandbox</code>
/// <para>The file is the one that a local Sandbox wrote: dotnet run --project src/AtlasCmk.Sandbox -- serve.</para>
/// </example>
/// <note>Atlas: any role in the project. Azure: none until connections are looked at or decided on.</note>
/// <error>WrongApiKey WrongServiceAccount NoAccessToProject AddressNotOnAccessList SessionSettingsInvalid AzureSignInIncomplete</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/configure-api-access/">Atlas: grant programmatic access</seealso>
[Cmdlet(VerbsCommunications.Connect, "Atlas", DefaultParameterSetName = "ApiKey")]
[OutputType(typeof(AtlasSession))]
public sealed class ConnectAtlasCommand : SignInCmdletBase
{
    private protected override bool BecomesDefault => true;
}
