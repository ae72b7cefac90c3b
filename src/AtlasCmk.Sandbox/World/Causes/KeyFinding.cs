namespace AtlasCmk.Sandbox.World;

/// <summary>What Atlas finds when it tries the customer's key, in the words of its own error codes.</summary>
internal sealed record KeyFinding(KeyVerdict Verdict, string Code = "", string Detail = "")
{
    public static KeyFinding Usable { get; } = new(KeyVerdict.Usable);

    public bool IsValid => Verdict is KeyVerdict.Usable or KeyVerdict.Expiring;
}
