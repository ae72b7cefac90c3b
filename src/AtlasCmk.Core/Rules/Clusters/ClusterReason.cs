namespace AtlasCmk.Rules;

/// <summary>One reason against a cluster, in words that follow "because".</summary>
/// <param name="Fault">What it is about.</param>
/// <param name="Text">The reason.</param>
/// <param name="IsKnown">Whether it was seen; else Atlas left something out, or said something that is not known here.</param>
internal sealed record ClusterReason(ClusterFault Fault, string Text, bool IsKnown = true)
{
    public override string ToString() => Text;
}
