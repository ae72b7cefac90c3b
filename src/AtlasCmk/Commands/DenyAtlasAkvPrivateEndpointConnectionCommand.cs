using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Rejects private endpoint connections of a key vault.</summary>
/// <remarks>
/// <para>If the connection belongs to an Atlas project, the clusters in its region lose their way to the key. Atlas creates a new connection (PENDING_RECREATION, then PENDING_ACCEPTANCE), which must be approved again.</para>
/// <para>The connections of a project are judged together, before the first is changed. While encrypted clusters need them, a warning names these clusters and you are asked once more. If the clusters cannot be read, the question says so. -Force answers it.</para>
/// <para>A list of the vault shows the connections of every project that shares it. If you pipe it here, you are asked once more about each connection of another project than -ProjectId, or than the session's project.</para>
/// <para>If you name a connection that Atlas does not list for the project, every other project that the session can see and that uses the vault is asked first. Then you are asked once more; -Force answers that. That question names the project that would lose the connection, or what could not be read.</para>
/// <para>Success means that a look at the connection shows it as Rejected.</para>
/// </remarks>
/// <example>
/// <para>Reject the connection of one region</para>
/// <code>Get-AtlasAkvPrivateEndpoint -RegionName US_EAST_2 | Deny-AtlasAkvPrivateEndpointConnection</code>
/// </example>
/// <example>
/// <para>Reject a connection as the vault names it, with a reason</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection | Where-Object ProjectId -eq $project | Where-Object RegionName -eq US_CENTRAL | Deny-AtlasAkvPrivateEndpointConnection -Description 'Change 4712'</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action and privateEndpointConnections/read and write on the vault; Key Vault Contributor has them.</note>
/// <error>ConnectionNotReady ConnectionNotInVault ConnectionNotListed AzureRoleTooSmall CannotConfirm</error>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
[Cmdlet(VerbsLifecycle.Deny, "AtlasAkvPrivateEndpointConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByInput)]
[OutputType(typeof(PrivateEndpointConnection))]
public sealed class DenyAtlasAkvPrivateEndpointConnectionCommand : NamedConnectionCmdletBase
{
    /// <summary>The message that Azure keeps with the decision.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Description { get; set; } = "Rejected with AtlasCmk";

    private protected override ConnectionChange Change(SessionContext session, FoundConnection found) => new DecideConnection(session, found, ConnectionDecision.Deny, Description, Timeout);
}
