namespace AtlasCmk.Sandbox.World;

/// <summary>The effect of a finding. An unusable key stops clusters. An unreachable key only cannot be validated.</summary>
internal enum KeyVerdict
{
    Usable,
    Expiring,
    Unreachable,
    Unusable,
}
