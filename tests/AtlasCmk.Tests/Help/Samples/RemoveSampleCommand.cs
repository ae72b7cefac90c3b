using System.Management.Automation;

namespace AtlasCmk.Tests.Help.Samples;

/// <summary>Removes a sample.</summary>
/// <remarks>What is gone stays gone.</remarks>
/// <example>
/// <para>Remove one</para>
/// <code>Remove-AtlasSample -EndpointId 0123456789abcdef01234567</code>
/// </example>
/// <example>
/// <para>Look what it would remove</para>
/// <code>Remove-AtlasSample -EndpointId 0123456789abcdef01234567 -WhatIf</code>
/// </example>
/// <note>Atlas: GROUP_OWNER. Azure: none.</note>
/// <error>EndpointUnknown</error>
/// <seealso href="https://example.org/removal">Removal</seealso>
public abstract class RemoveSampleCommand : SampleProjectCommand
{
    /// <summary>The sample to remove.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public virtual AkvPrivateEndpoint[] InputObject { get; set; } = [];

    /// <summary>Its id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public virtual string? EndpointId { get; set; }
}
