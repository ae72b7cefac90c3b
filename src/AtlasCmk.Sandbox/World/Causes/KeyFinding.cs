namespace AtlasCmk.Sandbox.World;

/// <summary>The result of Atlas's validation of the customer's key, with Atlas's error code.</summary>
internal sealed record KeyFinding(KeyValidity Validity, string Code = "", string Detail = "")
{
    public static KeyFinding Usable { get; } = new(KeyValidity.Usable);

    public bool IsValid => Validity is KeyValidity.Usable or KeyValidity.Expiring;
}

/// <summary>The effect of a finding. An unusable key stops clusters. An unreachable key only cannot be validated.</summary>
internal enum KeyValidity
{
    Usable,
    Expiring,
    Unreachable,
    Unusable,
}
