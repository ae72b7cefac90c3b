namespace AtlasCmk;

/// <summary>One reason against a cluster, in words that follow "because".</summary>
internal sealed record ClusterReason(ClusterFault Fault, string Text)
{
    public override string ToString() => Text;
}
