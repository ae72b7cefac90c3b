using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Removes private endpoint connections from a key vault.</summary>
/// <remarks>
/// <para>Only the vault's side is removed. If the connection is Atlas's, the clusters in its region lose their way to the key, and Atlas makes a new connection by itself, to be approved again. To be rid of an endpoint for good, use Remove-AtlasAkvPrivateEndpoint.</para>
/// <para>A connection that is named explicitly and that Atlas does not list for the project is removed after a second question, which -Force answers.</para>
/// </remarks>
/// <example>
/// <para>Remove what an endpoint left behind when it was deleted</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection -Status Disconnected | ForEach-Object { Remove-AtlasAkvPrivateEndpointConnection -Name $_.Name -Force -Confirm:$false }</code>
/// </example>
/// <example>
/// <para>Remove the connection of one region, for Atlas to make a new one</para>
/// <code>Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL | Remove-AtlasAkvPrivateEndpointConnection -Confirm:$false</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Microsoft.KeyVault/vaults/privateEndpointConnections/read and delete on the vault; Key Vault Contributor has them.</note>
/// <error>ConnectionNotInVault ConnectionNotListed AzureRoleTooSmall CannotConfirm</error>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
[Cmdlet(VerbsCommon.Remove, "AtlasAkvPrivateEndpointConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByInput)]
[OutputType(typeof(void))]
public sealed class RemoveAtlasAkvPrivateEndpointConnectionCommand : NamedConnectionCommand
{
    private protected override Task DecideAsync(IKeyVaultApi keyVault, TimeProvider time, FoundConnection found, WorkItem item) =>
        new RemoveConnection(keyVault, item, Cancellation).RunAsync(found, Timeout);
}
