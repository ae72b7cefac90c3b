using System.Management.Automation;

namespace AtlasCmk.Tests.Help.Samples;

/// <inheritdoc/>
[Cmdlet(VerbsCommon.Remove, "AtlasSample", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveAtlasSampleCommand : RemoveSampleCommand
{
    /// <inheritdoc/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public override string? EndpointId { get; set; }
}
