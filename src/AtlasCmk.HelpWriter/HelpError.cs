namespace AtlasCmk.HelpWriter;

/// <summary>What a cmdlet's help lacks; as text, in MSBuild's canonical form, so that it breaks the build.</summary>
internal sealed record HelpError(string Origin, string Code, string Message)
{
    public override string ToString() => $"{Origin}: error {Code}: {Message}";
}
