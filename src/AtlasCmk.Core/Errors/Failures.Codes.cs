namespace AtlasCmk;

internal static partial class Failures
{
    public static AtlasCmkException ErrorNotKnown(string code) =>
        new(FailureKind.NotFound, "ErrorNotKnown", $"'{code}' is no error code of Atlas, of Azure or of AtlasCmk that is known here.",
            $"{(AtlasCmkError.Nearest(code) is { } near ? $"Did you mean {near}? " : "")}Get-AtlasCmkError lists them all, and takes wildcards.", code);
}
