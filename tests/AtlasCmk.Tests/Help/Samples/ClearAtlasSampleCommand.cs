using System.Management.Automation;

namespace AtlasCmk.Tests.Help.Samples;

/// <summary>The twin of <see cref="RemoveAtlasSampleCommand"/>.</summary>
/// <inheritdoc cref="RemoveSampleCommand"/>
/// <example>
/// <para>Remove one by the other name</para>
/// <code>Clear-AtlasSample -InputObject $sample</code>
/// </example>
/// <example>
/// <para>Look what it would remove</para>
/// <code>Clear-AtlasSample -InputObject $sample -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Clear, "AtlasSample", SupportsShouldProcess = true)]
[OutputType(typeof(void), typeof(string))]
public sealed class ClearAtlasSampleCommand : RemoveSampleCommand;
