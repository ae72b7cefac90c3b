namespace AtlasCmk.Sandbox.World;

/// <summary>What follows from a finding: an unusable key stops clusters, an unreachable one only cannot be validated.</summary>
internal enum KeyVerdict
{
    Usable,
    Expiring,
    Unreachable,
    Unusable,
}
