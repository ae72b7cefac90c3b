using System.Collections;
using System.Management.Automation;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>Approves private endpoint connections of a key vault, after checking that Atlas lists them.</summary>
/// <remarks>
/// <para>Pipe Atlas endpoints or vault connections to it. It approves only connections that Atlas lists: for the project, or for another project that uses the
/// vault and that the session can read. If you name a connection that Atlas does not list, an additional confirmation is required; -Force skips it.</para>
/// <para>The approving team may have no Atlas key. Without an Atlas session, a connection that you name is approved with a warning, and VerifiedBy is None.
/// Connect-Atlas -AzureOnly signs in to Azure only.</para>
/// <para>A connection that is already approved is a success. A piped connection that was rejected, or whose status is unknown, is not approved. Name it with
/// -ResourceId to approve it with a warning. If Atlas has begun to replace a rejected connection, approving it has no effect.</para>
/// <para>Azure accepts one change to a vault at a time. AtlasCmk sends its changes one after the other, and retries a change that conflicts with another one.
/// It reads the connection again after each change: success means that Azure shows it as Approved.</para>
/// <para>Az.Network has a cmdlet with the same name. If that module is installed, other resource types are passed to
/// Az.Network\Approve-AzPrivateEndpointConnection, with the same parameters and output. That cmdlet has no -WhatIf, so it is not called under -WhatIf.</para>
/// <para>The unqualified name belongs to the module that was imported last. In a runbook use AtlasCmk\Approve-AzPrivateEndpointConnection, or
/// Approve-AtlasAkvPrivateEndpointConnection, which accepts key vaults only.</para>
/// </remarks>
/// <example>
/// <para>Create endpoints, approve their connections, and wait until they are active</para>
/// <code>New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>Approve every connection that is pending and listed by Atlas</para>
/// <code>Get-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AzPrivateEndpointConnection -Description 'Change 4711'</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action and privateEndpointConnections/read and write on the
/// vault; Key Vault Contributor has them.</note>
/// <error>ConnectionNotReady ConnectionNotInVault ConnectionNotListed ConnectionRejected NotAKeyVaultConnection AzureRoleTooSmall CannotAsk</error>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
/// <seealso cref="ApproveAtlasAkvPrivateEndpointConnectionCommand"/>
[Cmdlet(VerbsLifecycle.Approve, "AzPrivateEndpointConnection", SupportsShouldProcess = true, DefaultParameterSetName = ByInput)]
[OutputType(typeof(PrivateEndpointConnection))]
public sealed class ApproveAzPrivateEndpointConnectionCommand : ApproveConnectionCmdletBase
{
    /// <summary>Scripts written for Az.Network keep working where this module owns the name.</summary>
    private protected override void Process()
    {
        if (!(IsOtherType || AzureResourceText.IsOtherThanVault(GivenId)) || AzNetworkApproval.Find(this) is not { } other)
        {
            base.Process();
            return;
        }

        // Earlier pipeline input comes first.
        Pump.Finish();
        var resource = IsOtherType ? $"{PrivateLinkResourceType}/{ServiceName}/privateEndpointConnections/{Name}" : AzureResourceText.Find(GivenId!)!;
        if (ShouldProcess(VisibleText.Of(resource), "Approve with Az.Network"))
        {
            other.Run(Parameters());
        }
    }

    private Hashtable Parameters()
    {
        var parameters = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in MyInvocation.BoundParameters.Where(p => AzNetworkApproval.Takes(p.Key)))
        {
            parameters[name] = value;
        }

        if (!IsOtherType)
        {
            parameters[nameof(ResourceId)] = AzureResourceText.Find(GivenId!)!;
        }
        else if (SubscriptionId is { } subscription)
        {
            // Az.Network takes the subscription from the id, or from its context.
            string[] parts = [nameof(Name), nameof(ServiceName), nameof(ResourceGroupName), nameof(PrivateLinkResourceType)];
            Array.ForEach(parts, parameters.Remove);
            parameters[nameof(ResourceId)] = $"/subscriptions/{subscription:D}/resourceGroups/{ResourceGroupName}/providers/{PrivateLinkResourceType}/{ServiceName}/privateEndpointConnections/{Name}";
        }

        return parameters;
    }
}
