using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <inheritdoc cref="ApproveAzPrivateEndpointConnectionCommand"/>
[Cmdlet(VerbsLifecycle.Approve, "AtlasAkvPrivateEndpointConnection", SupportsShouldProcess = true, DefaultParameterSetName = ByResourceId)]
[OutputType(typeof(PrivateEndpointConnection))]
public sealed class ApproveAtlasAkvPrivateEndpointConnectionCommand : ApproveConnectionCommand;
