using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Rejects private endpoint connections of a key vault.</summary>
/// <remarks>
/// <para>If the connection belongs to an Atlas project, clusters in its region lose access to the key. Atlas creates a new connection (PENDING_RECREATION, then
/// PENDING_ACCEPTANCE), which must be approved again.</para>
/// <para>All connections of a project are checked before the first one changes. If encrypted clusters need them, a warning names these clusters and an
/// additional confirmation is required. If the clusters cannot be read, the prompt says so. -Force skips the confirmation.</para>
/// <para>A vault's list includes the connections of every project that shares the vault. If you pipe such a list, each connection of a project other than
/// -ProjectId (or the session's project) requires an additional confirmation.</para>
/// <para>If Atlas does not list a connection that you name for the project, AtlasCmk checks the other projects that use the vault. An additional confirmation
/// then names the project that would lose the connection, or what could not be read. -Force skips it.</para>
/// <para>Success means that Azure shows the connection as Rejected.</para>
/// </remarks>
/// <example>
/// <para>Reject the connection of one region</para>
/// <code>Get-AtlasAkvPrivateEndpoint -RegionName US_EAST_2 | Deny-AtlasAkvPrivateEndpointConnection</code>
/// </example>
/// <example>
/// <para>Reject a connection from the vault's list, with a reason</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection | Where-Object ProjectId -eq $project | Where-Object RegionName -eq US_CENTRAL |
///     Deny-AtlasAkvPrivateEndpointConnection -Description 'Change 4712'</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action and privateEndpointConnections/read and write on the
/// vault; Key Vault Contributor has them.</note>
/// <error>ConnectionNotReady ConnectionNotInVault ConnectionNotListed AzureRoleTooSmall CannotConfirm</error>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
[Cmdlet(VerbsLifecycle.Deny, "AtlasAkvPrivateEndpointConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByInput)]
[OutputType(typeof(PrivateEndpointConnection))]
public sealed class DenyAtlasAkvPrivateEndpointConnectionCommand : ConnectionCmdletBase
{
    /// <summary>The message that Azure stores with the decision.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Description { get; set; } = "Rejected with AtlasCmk";

    private protected override ConnectionChange Change(SessionContext session, FoundConnection found) => new DecideConnection(session, found, ConnectionDecision.Deny, Description, Timeout);
}
