using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Removes private endpoint connections from a key vault.</summary>
/// <remarks>
/// <para>Only the vault's side is removed. If the connection belongs to an Atlas project, the clusters in its region lose their way to the key. Atlas creates a new connection, which must be approved again. To remove an endpoint for good, use Remove-AtlasAkvPrivateEndpoint.</para>
/// <para>The connections of a project are judged together, before the first is changed. While encrypted clusters need them, a warning names these clusters and you are asked once more. If the clusters cannot be read, the question says so. -Force answers it.</para>
/// <para>A list of the vault shows the connections of every project that shares it. If you pipe it here, you are asked once more about each connection of another project than -ProjectId, or than the session's project.</para>
/// <para>If you name a connection that Atlas does not list for the project, every other project that the session can see and that uses the vault is asked first. Then you are asked once more; -Force answers that. That question names the project that would lose the connection, or what could not be read.</para>
/// <para>Success means that a look at the vault does not show the connection any more.</para>
/// </remarks>
/// <example>
/// <para>Remove what an endpoint left behind when it was deleted</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection -Status Disconnected | ForEach-Object { Remove-AtlasAkvPrivateEndpointConnection -Name $_.Name -Force }</code>
/// </example>
/// <example>
/// <para>Remove the connection of one region, for Atlas to make a new one</para>
/// <code>Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL | Remove-AtlasAkvPrivateEndpointConnection</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Microsoft.KeyVault/vaults/privateEndpointConnections/read and delete on the vault; Key Vault Contributor has them.</note>
/// <error>ConnectionNotInVault ConnectionNotListed AzureRoleTooSmall CannotConfirm</error>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
[Cmdlet(VerbsCommon.Remove, "AtlasAkvPrivateEndpointConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByInput)]
[OutputType(typeof(void))]
public sealed class RemoveAtlasAkvPrivateEndpointConnectionCommand : NamedConnectionCmdletBase
{
    private protected override ConnectionChange Change(SessionContext session, FoundConnection found) => new RemoveConnection(session, found, Timeout);
}
