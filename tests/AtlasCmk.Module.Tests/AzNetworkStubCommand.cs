using System.Collections;
using System.Management.Automation;

namespace AtlasCmk.ModuleTests;

/// <summary>A stub of Az.Network's cmdlet. It only reports that it ran, and its parameters.</summary>
[Cmdlet(VerbsLifecycle.Approve, "AzPrivateEndpointConnection", DefaultParameterSetName = "ByResourceId")]
public sealed class AzNetworkStubCommand : PSCmdlet
{
    /// <summary>Azure's id of the connection.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ByResourceId", ValueFromPipelineByPropertyName = true)]
    public string? ResourceId { get; set; }

    /// <summary>The connection's name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ByResource", ValueFromPipelineByPropertyName = true)]
    [Alias("ResourceName")]
    public string? Name { get; set; }

    /// <summary>The resource's name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ByResource", ValueFromPipelineByPropertyName = true)]
    public string? ServiceName { get; set; }

    /// <summary>The resource group.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ByResource", ValueFromPipelineByPropertyName = true)]
    public string? ResourceGroupName { get; set; }

    /// <summary>The resource's type.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ByResource")]
    public string? PrivateLinkResourceType { get; set; }

    /// <summary>The text that is kept with the decision.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>The context.</summary>
    [Parameter]
    [Alias("AzContext", "AzureRmContext", "AzureCredential")]
    public object? DefaultProfile { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ResourceId?.EndsWith("/refused", StringComparison.Ordinal) is true)
        {
            WriteError(new(new InvalidOperationException("Az refuses."), "AzRefuses", ErrorCategory.PermissionDenied, ResourceId));
            return;
        }

        var said = new PSObject("Az.Network");
        foreach (var (name, value) in MyInvocation.BoundParameters)
        {
            said.Properties.Add(new PSNoteProperty(name, value));
        }

        WriteObject(said);
    }
}
