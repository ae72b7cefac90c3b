using System.Management.Automation;

namespace AtlasCmk.Tests.Help.Samples;

/// <summary>Every example has one fault, in the order of the checks.</summary>
/// <remarks>Internal, so that the samples' module does not contain it.</remarks>
/// <example><code>Step-AtlasSample</code></example>
/// <example><para>Does not parse</para><code>Step-AtlasSample {</code></example>
/// <example><para>Unknown parameter</para><code>Step-AtlasSample -Nmae x</code></example>
/// <example><para>Two sets at once</para><code>Step-AtlasSample -Name x -Id y</code></example>
/// <example><para>Inside a block, qualified</para><code>1 | ForEach-Object { AtlasCmk.Tests\Step-AtlasSample -Nmae $_ }</code></example>
/// <example><para>Unknown cmdlet</para><code>Step-AtlasSample; Get-AtlasNothing</code></example>
/// <example><para>Another cmdlet</para><code>Get-Command</code></example>
/// <note>Atlas: none.</note>
/// <error>NobodyKnowsThis</error>
[Cmdlet(VerbsCommon.Step, "AtlasSample", DefaultParameterSetName = "Name")]
[OutputType(typeof(Undescribed))]
internal sealed class WrongAtlasSampleCommand : PSCmdlet
{
    /// <summary>Its name.</summary>
    [Parameter(ParameterSetName = "Name")]
    public string? Name { get; set; }

    /// <summary>Its id.</summary>
    [Parameter(ParameterSetName = "Id")]
    public string? Id { get; set; }

    internal sealed class Undescribed;
}
