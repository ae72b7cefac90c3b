using System.Management.Automation;

namespace AtlasCmk.Tests.Help.Samples;

/// <summary>Removes a sample.</summary>
/// <remarks>What is gone stays gone.</remarks>
/// <example>
/// <para>Remove one</para>
/// <code>Remove-AtlasSample -EndpointId 0123456789abcdef01234567</code>
/// </example>
/// <note>Needs the role GROUP_OWNER.</note>
public abstract class RemoveSampleCommand : SampleProjectCommand
{
    /// <summary>The sample to remove.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public virtual AkvPrivateEndpoint[] InputObject { get; set; } = [];

    /// <summary>Its id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public virtual string? EndpointId { get; set; }
}
