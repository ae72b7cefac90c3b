using System.Management.Automation;

namespace AtlasCmk.Tests.Help.Samples;

/// <summary>The shared part of the sample cmdlets on a project.</summary>
/// <error>ProjectMissing EndpointUnknown</error>
public abstract class SampleProjectCommand : PSCmdlet
{
    /// <summary>The project, 24 hexadecimal digits.</summary>
    /// <value>The session's project</value>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("GroupId")]
    public string? ProjectId { get; set; }

    /// <summary>How many requests may be in flight.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>Not for users.</summary>
    [Parameter(DontShow = true)]
    public SwitchParameter Trace { get; set; }
}
