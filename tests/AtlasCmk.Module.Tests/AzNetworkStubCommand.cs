using System.Management.Automation;

namespace AtlasCmk.ModuleTests;

/// <summary>What Az.Network's cmdlet looks like to a caller; it only says who was run.</summary>
[Cmdlet(VerbsLifecycle.Approve, "AzPrivateEndpointConnection")]
public sealed class AzNetworkStubCommand : PSCmdlet
{
    /// <summary>Azure's id of the connection.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string ResourceId { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject("Az.Network");
}
