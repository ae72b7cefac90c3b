namespace AtlasCmk.Rules;

/// <summary>One reason against a key version, in words that follow "because".</summary>
internal sealed record KeyVersionReason(KeyVersionFault Fault, string Text)
{
    public override string ToString() => Text;
}
