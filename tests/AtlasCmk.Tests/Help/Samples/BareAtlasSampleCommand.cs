using System.Management.Automation;

namespace AtlasCmk.Tests.Help.Samples;

// It lacks everything. Internal, so that the samples' module does not contain it.
[Cmdlet(VerbsCommon.Show, "AtlasSample")]
internal sealed class BareAtlasSampleCommand : PSCmdlet
{
    [Parameter]
    public string? Name { get; set; }
}
