using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Signs in to Atlas and Azure, and creates the session that cmdlets in this runspace use.</summary>
/// <remarks>
/// <para>The credentials are checked with one request: for the project if you name one, else for the projects that they can read. An Azure token is requested when it is first needed.</para>
/// <para>The session keeps the secrets in memory and never shows them. A process that exits does not revoke the Atlas token: end long jobs with Disconnect-Atlas.</para>
/// <para>Connect-Atlas ends the session that it created earlier in this runspace, and replaces it. To keep several sessions side by side, use New-AtlasSession.</para>
/// <para>An API key uses HTTP digest authentication: the private key never leaves this computer. A service account uses one token for the whole session. It is
/// renewed before it expires, and Disconnect-Atlas revokes it.</para>
/// <para>A session works in every runspace of its process: pass it to ForEach-Object -Parallel or Start-ThreadJob as $using:session, with -Session. It cannot
/// cross a process: connect inside a Start-Job job.</para>
/// <para>Certificates are checked against the system's certificate store. Add your company's certificate authority there; the check cannot be skipped.</para>
/// </remarks>
/// <example>
/// <para>Sign in with an API key, for one project</para>
/// <code>Connect-Atlas -Credential (Get-Credential) -ProjectId 66c9e8f1dd6c9960802420e9</code>
/// <para>The user name is the public key and the password is the private key. Azure sign-in uses the first method that is available.</para>
/// </example>
/// <example>
/// <para>Sign in with a service account from a SecretManagement vault, and with the Az context</para>
/// <code>Connect-Atlas -ServiceAccount (Get-Secret atlas) -AzureAuthentication AzContext</code>
/// <para>Az.Accounts is already imported and signed in (Connect-AzAccount). Tenant, subscription and cloud come from its context.</para>
/// </example>
/// <example>
/// <para>Sign in from an Azure Automation runbook</para>
/// <code>Connect-Atlas -ServiceAccount (Get-AutomationPSCredential -Name atlas) -AzureAuthentication ManagedIdentity</code>
/// </example>
/// <example>
/// <para>Sign in with the environment variables of MongoDB's tools</para>
/// <code>Connect-Atlas -FromEnvironment</code>
/// </example>
/// <example>
/// <para>Practice with a local Sandbox</para>
/// <code>Connect-Atlas -Sandbox $Sandbox</code>
/// <para>The Sandbox writes the file when it starts: dotnet run --project src/AtlasCmk.Sandbox -- serve.</para>
/// </example>
/// <note>Atlas: any role in the project. Azure: none to sign in; each cmdlet's help lists what it needs.</note>
/// <error>WrongApiKey WrongServiceAccount NoAccessToProject AddressNotOnAccessList SessionSettingsInvalid AzureSignInIncomplete</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/configure-api-access/">Atlas: grant programmatic access</seealso>
[Cmdlet(VerbsCommunications.Connect, "Atlas", DefaultParameterSetName = "ApiKey")]
[OutputType(typeof(AtlasSession))]
public sealed class ConnectAtlasCommand : SignInCmdletBase
{
    private protected override bool BecomesDefault => true;
}
