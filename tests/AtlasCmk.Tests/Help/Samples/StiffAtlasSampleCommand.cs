using System.Management.Automation;

namespace AtlasCmk.Tests.Help.Samples;

/// <summary>Colours a sample.</summary>
/// <remarks>
/// <para>One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty words are not enough, so there are more of them.</para>
/// <para>Words in code do not count.</para>
/// </remarks>
/// <example><para>Whoever needs it</para><code>Format-AtlasSample -Name x</code></example>
/// <example><para>Another one</para><code>Format-AtlasSample -Name whoever</code><para>It has to be green.</para></example>
/// <note>Atlas: Project Owner. Azure: none, all the same.</note>
/// <error>EndpointUnknown</error>
/// <seealso href="https://example.org/online">Online version</seealso>
[Cmdlet(VerbsCommon.Format, "AtlasSample")]
[OutputType(typeof(Stiff))]
internal sealed class StiffAtlasSampleCommand : PSCmdlet
{
    /// <summary>Its name, which nobody knows.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>A sample that is told its color.</summary>
    internal sealed class Stiff;
}
