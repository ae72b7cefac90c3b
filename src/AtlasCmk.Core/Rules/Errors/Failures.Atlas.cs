namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException SessionEndedMeanwhile() =>
        new(FailureKind.NotConnected, "SessionEnded", "The session was disconnected while it was in use.", "Connect again: Connect-Atlas.");

    public static AtlasCmkException NotAnAtlasName(string value) =>
        new(FailureKind.InvalidArgument, "NotAnAtlasName", $"'{value}' cannot be the name or id of anything in Atlas.", "Give the name or id as Atlas shows it.", value);
}
