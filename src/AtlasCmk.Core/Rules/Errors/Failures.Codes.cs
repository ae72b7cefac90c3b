namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException ErrorNotKnown(string code) =>
        new(FailureKind.NotFound, "ErrorNotKnown", $"'{Shortened(code)}' is not a known error code of Atlas, Azure or AtlasCmk.",
            $"{(AtlasCmkError.Nearest(code) is { } near ? $"Did you mean {near}? " : "")}Get-AtlasCmkError lists them all, and takes wildcards.", Shortened(code));

    public static AtlasCmkException PatternInvalid(string pattern, Exception inner) =>
        new(FailureKind.InvalidArgument, "PatternInvalid", $"'{pattern}' is not a wildcard pattern: {inner.Message}",
            "Close the bracket, or write a backtick before a bracket that is part of the name.", pattern, inner);

    public static AtlasCmkException SwitchIsOff(string name) =>
        new(FailureKind.InvalidArgument, "SwitchIsOff", $"-{name} is given as $false, and it is what chooses this form of the command.",
            $"Leave -{name} out, and choose another form with its own parameter; or give it without a value.", name);

    private static string Shortened(string code) => code.Length <= AtlasCmkError.LongestCode ? code : $"{code[..80]}… ({code.Length} characters)";
}
