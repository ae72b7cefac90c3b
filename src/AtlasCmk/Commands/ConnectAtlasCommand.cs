using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Signs in to Atlas and Azure, and makes the session that the other cmdlets of this runspace use.</summary>
/// <remarks>
/// <para>The credentials are checked with one request: of the project where one is named, else of the projects that the key can see. Azure is asked for a token when it is first needed.</para>
/// <para>The session holds the secrets in memory, and shows none. A process that ends forgets them; long jobs end with Disconnect-Atlas.</para>
/// <para>An API key is sent by HTTP digest: the private key never leaves this machine.</para>
/// </remarks>
/// <example>
/// <para>Sign in with an API key, for one project</para>
/// <code>Connect-Atlas -Credential (Get-Credential) -ProjectId 66c9e8f1dd6c9960802420e9</code>
/// <para>The user name is the public key, the password the private key. Azure is signed in to with what the surroundings offer.</para>
/// </example>
/// <example>
/// <para>Practise without a cloud</para>
/// <code>Connect-Atlas -Sandbox $Sandbox</code>
/// <para>The file is the one that a local Sandbox wrote: dotnet run --project src/AtlasCmk.Sandbox -- serve.</para>
/// </example>
/// <note>Atlas: any role in the project. Azure: none until connections are looked at or decided on.</note>
/// <seealso href="https://www.mongodb.com/docs/atlas/configure-api-access/">Atlas: grant programmatic access</seealso>
[Cmdlet(VerbsCommunications.Connect, "Atlas", DefaultParameterSetName = "ApiKey")]
[OutputType(typeof(AtlasSession))]
public sealed class ConnectAtlasCommand : SignInCommand
{
    private protected override bool BecomesDefault => true;
}
