using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Removes private endpoint connections from a key vault.</summary>
/// <remarks>
/// <para>Only the connection in the vault is removed. If it belongs to an Atlas project, clusters in its region lose access to the key. Atlas creates a new
/// connection, which must be approved again. To delete an endpoint permanently, use Remove-AtlasAkvPrivateEndpoint.</para>
/// <para>All connections of a project are checked before the first one changes. If encrypted clusters need them, a warning names these clusters and an
/// additional confirmation is required. If the clusters cannot be read, the prompt says so. -Force skips the confirmation.</para>
/// <para>A vault's list includes the connections of every project that shares the vault. If you pipe such a list, each connection of a project other than
/// -ProjectId (or the session's project) requires an additional confirmation.</para>
/// <para>If Atlas does not list a connection that you name for the project, AtlasCmk checks the other projects that use the vault. An additional confirmation
/// then names the project that would lose the connection, or what could not be read. -Force skips it.</para>
/// <para>Success means that Azure no longer lists the connection.</para>
/// </remarks>
/// <example>
/// <para>Remove the connections of deleted endpoints</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection -Status Disconnected | ForEach-Object { Remove-AtlasAkvPrivateEndpointConnection -Name $_.Name -Force }</code>
/// </example>
/// <example>
/// <para>Remove the connection of one region, so that Atlas creates a new one</para>
/// <code>Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL | Remove-AtlasAkvPrivateEndpointConnection</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Microsoft.KeyVault/vaults/privateEndpointConnections/read and delete on the vault; Key Vault Contributor has them.</note>
/// <error>ConnectionNotInVault ConnectionNotListed AzureRoleTooSmall CannotConfirm</error>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
[Cmdlet(VerbsCommon.Remove, "AtlasAkvPrivateEndpointConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByInput)]
[OutputType(typeof(void))]
public sealed class RemoveAtlasAkvPrivateEndpointConnectionCommand : ConnectionCmdletBase
{
    private protected override ConnectionChange Change(SessionContext session, FoundConnection found) => new RemoveConnection(session, found, Timeout);
}
