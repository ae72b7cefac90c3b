namespace AtlasCmk.Sandbox.World;

/// <summary>The result of Atlas's validation of the customer's key, with Atlas's error code.</summary>
internal sealed record KeyFinding(KeyVerdict Verdict, string Code = "", string Detail = "")
{
    public static KeyFinding Usable { get; } = new(KeyVerdict.Usable);

    public bool IsValid => Verdict is KeyVerdict.Usable or KeyVerdict.Expiring;
}
