using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Approves private endpoint connections of a key vault, having asked Atlas whether they are its own.</summary>
/// <remarks>
/// <para>From the pipeline it takes endpoints of Atlas and connections of the vault, and approves only names that Atlas lists for the project. A connection that is named explicitly and that Atlas does not list is approved after a second question, which -Force answers.</para>
/// <para>Without a session with Atlas, a connection that is named explicitly is approved as Az does it, with a warning, and VerifiedBy is None: in many companies the team that approves has no key for Atlas. Connect-Atlas -AzureOnly says how to sign in to Azure.</para>
/// <para>A connection that is approved already is a success. A rejected one cannot be approved any more: Atlas makes a new one.</para>
/// <para>Az.Network has a cmdlet of the same name. The module that was imported last owns the bare name: in a runbook write AtlasCmk\Approve-AzPrivateEndpointConnection, or use Approve-AtlasAkvPrivateEndpointConnection, which is the same. For other resources than key vaults use Az.Network\Approve-AzPrivateEndpointConnection.</para>
/// </remarks>
/// <example>
/// <para>Approve what Atlas has just asked for</para>
/// <code>New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>Approve every connection that waits and that Atlas vouches for</para>
/// <code>Get-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AzPrivateEndpointConnection -Description 'Change 4711'</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action and privateEndpointConnections/read and write on the vault; Key Vault Contributor has them.</note>
/// <error>ConnectionNotReady ConnectionNotInVault ConnectionNotListed ConnectionRejected NotAKeyVaultConnection AzureRoleTooSmall CannotAsk</error>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
/// <seealso cref="ApproveAtlasAkvPrivateEndpointConnectionCommand"/>
[Cmdlet(VerbsLifecycle.Approve, "AzPrivateEndpointConnection", SupportsShouldProcess = true, DefaultParameterSetName = ByInput)]
[OutputType(typeof(PrivateEndpointConnection))]
public sealed class ApproveAzPrivateEndpointConnectionCommand : ApproveConnectionCommand;
