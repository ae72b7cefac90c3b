namespace AtlasCmk.Sandbox.World;

/// <summary>The result of Atlas's validation of the customer's key, with Atlas's error code.</summary>
internal sealed record KeyFinding(KeyVerdict Verdict, string Code = "", string Detail = "")
{
    public static KeyFinding Usable { get; } = new(KeyVerdict.Usable);

    public bool IsValid => Verdict is KeyVerdict.Usable or KeyVerdict.Expiring;
}

/// <summary>The effect of a finding. An unusable key stops clusters. An unreachable key only cannot be validated.</summary>
internal enum KeyVerdict
{
    Usable,
    Expiring,
    Unreachable,
    Unusable,
}
