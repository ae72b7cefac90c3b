using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <inheritdoc cref="ApproveAzPrivateEndpointConnectionCommand"/>
/// <example>
/// <para>Create endpoints, approve their connections, and wait until they are active</para>
/// <code>New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AtlasAkvPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>Approve every connection that is pending and listed by Atlas</para>
/// <code>Get-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AtlasAkvPrivateEndpointConnection -Description 'Change 4711'</code>
/// </example>
/// <seealso cref="ApproveAzPrivateEndpointConnectionCommand"/>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
[Cmdlet(VerbsLifecycle.Approve, "AtlasAkvPrivateEndpointConnection", SupportsShouldProcess = true, DefaultParameterSetName = ByInput)]
[OutputType(typeof(PrivateEndpointConnection))]
public sealed class ApproveAtlasAkvPrivateEndpointConnectionCommand : ApproveConnectionCmdletBase;
