using System.Collections;
using System.Management.Automation;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>Approves private endpoint connections of a key vault, after asking Atlas whether it lists them.</summary>
/// <remarks>
/// <para>From the pipeline it takes endpoints of Atlas and connections of the vault. It approves only connections that Atlas lists: for the project, or for another project that the session can see and that uses the vault. If you name a connection that Atlas does not list, you are asked once more; -Force answers that.</para>
/// <para>Without a session with Atlas, a connection that you name is approved with a warning, and VerifiedBy is None: the team that approves may have no key for Atlas. Connect-Atlas -AzureOnly says how to sign in to Azure.</para>
/// <para>A connection that is approved already is a success. A pipeline does not take a rejection back, and does not decide on a connection whose status is unknown. Both are approved, with a warning, if you name the connection. If Atlas has begun to replace a rejected connection, approving it has no effect.</para>
/// <para>Azure takes one change of a vault at a time. AtlasCmk sends its own one after the other, and repeats one that overlaps with a change from elsewhere. After each change it looks: success means that Azure shows the connection as Approved.</para>
/// <para>Az.Network has a cmdlet of the same name. Resources that are not key vaults are handed on to Az.Network\Approve-AzPrivateEndpointConnection, with the same parameters and output, if that module is installed. That cmdlet knows no -WhatIf: under -WhatIf it is not called.</para>
/// <para>The module that was imported last owns the bare name. In a runbook write AtlasCmk\Approve-AzPrivateEndpointConnection, or use Approve-AtlasAkvPrivateEndpointConnection, which decides on key vaults alone.</para>
/// </remarks>
/// <example>
/// <para>Approve what Atlas has just asked for</para>
/// <code>New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>Approve every connection that is pending and listed by Atlas</para>
/// <code>Get-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AzPrivateEndpointConnection -Description 'Change 4711'</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action and privateEndpointConnections/read and write on the vault; Key Vault Contributor has them.</note>
/// <error>ConnectionNotReady ConnectionNotInVault ConnectionNotListed ConnectionRejected NotAKeyVaultConnection AzureRoleTooSmall CannotAsk</error>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
/// <seealso cref="ApproveAtlasAkvPrivateEndpointConnectionCommand"/>
[Cmdlet(VerbsLifecycle.Approve, "AzPrivateEndpointConnection", SupportsShouldProcess = true, DefaultParameterSetName = ByInput)]
[OutputType(typeof(PrivateEndpointConnection))]
public sealed class ApproveAzPrivateEndpointConnectionCommand : ApproveConnectionCmdletBase
{
    /// <summary>A script that was written for Az.Network goes on to work where this module owns the name.</summary>
    private protected override void Process()
    {
        if (!(IsOtherType || AzureResourceText.IsOtherThanVault(GivenId)) || AzNetworkApproval.Find(this) is not { } other)
        {
            base.Process();
            return;
        }

        // What was piped before comes first.
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
