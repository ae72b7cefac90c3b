namespace AtlasCmk;

internal static partial class Failures
{
    public static AtlasCmkException ErrorNotKnown(string code) =>
        new(FailureKind.NotFound, "ErrorNotKnown", $"'{Shortened(code)}' is not a known error code of Atlas, Azure or AtlasCmk.",
            $"{(AtlasCmkError.Nearest(code) is { } near ? $"Did you mean {near}? " : "")}Get-AtlasCmkError lists them all, and takes wildcards.", Shortened(code));

    private static string Shortened(string code) => code.Length <= AtlasCmkError.LongestCode ? code : $"{code[..80]}… ({code.Length} characters)";
}
