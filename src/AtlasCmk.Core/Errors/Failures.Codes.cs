namespace AtlasCmk;

internal static partial class Failures
{
    public static AtlasCmkException ErrorNotKnown(string code) =>
        new(FailureKind.NotFound, "ErrorNotKnown", $"'{code}' is no error code of Atlas, of Azure or of AtlasCmk that is known here.",
            $"Did you mean {AtlasCmkError.Nearest(code)}? Get-AtlasCmkError lists them all, and takes wildcards.", code);
}
