namespace AtlasCmk.HelpWriter;

/// <summary>A problem in a cmdlet's help. As text it has MSBuild's canonical error format, so that the build fails.</summary>
internal sealed record HelpError(string Origin, string Code, string Message)
{
    public override string ToString() => $"{Origin}: error {Code}: {Message}";
}
