using System.Management.Automation;

namespace AtlasCmk.Tests.Help.Samples;

/// <summary>Gets the
/// samples of a project.</summary>
/// <remarks>
/// <para>Asks for <c>all</c> of them, unless <see cref="Status"/> or <see cref="SampleProjectCommand.ProjectId"/> says otherwise;
/// <see cref="RemoveAtlasSampleCommand"/> removes one. An <see cref="AkvPrivateEndpoint"/> is never <see langword="null"/>.</para>
/// <list type="bullet">
/// <item><term>ACTIVE</term><description>it works</description></item>
/// <item>anything else</item>
/// </list>
/// <list type="number"><item>first</item><item>then</item></list>
/// Read <see href="https://example.org/samples">the manual</see>.
/// <code>
///     one
///       two
/// </code>
/// </remarks>
/// <example>
/// <para>The samples that wait</para>
/// <code>
/// $waiting = Get-AtlasSample -Status PENDING, FAILED
/// $waiting | Where-Object RegionName -eq US_EAST_2
/// </code>
/// Shows those in one region.
/// <para>Nothing else is asked.</para>
/// </example>
/// <example>
/// <para>With the module's name</para>
/// <code>AtlasCmk.Tests\Get-AtlasSample -Count 3 | AtlasCmk.Tests\Remove-AtlasSample -WhatIf</code>
/// </example>
/// <note>Atlas: the role <c>GROUP_READ_ONLY</c>. Azure: none.</note>
/// <note>Costs one request.</note>
/// <error>
/// EndpointUnknown
/// WaitTimedOut
/// </error>
/// <seealso href="https://example.org/online">Online version</seealso>
/// <seealso cref="RemoveAtlasSampleCommand"/>
/// <seealso href="about_AtlasCmk"/>
[Cmdlet(VerbsCommon.Get, "AtlasSample", DefaultParameterSetName = "List")]
[OutputType(typeof(AkvPrivateEndpoint))]
public sealed class GetAtlasSampleCommand : SampleProjectCommand
{
    /// <summary>Only those with one of these statuses.</summary>
    /// <remarks>Unknown ones are allowed.</remarks>
    [Parameter(ParameterSetName = "List")]
    [SupportsWildcards]
    public string[]? Status { get; set; }

    /// <summary>One sample alone.</summary>
    [Parameter(ParameterSetName = "One", Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("blue", "green")]
    public string Colour { get; set; } = "";

    /// <summary>At most so many.</summary>
    [Parameter]
    public int? Count { get; set; }

    /// <summary>The day to show.</summary>
    [Parameter]
    public DayOfWeek Day { get; set; } = DayOfWeek.Friday;
}
