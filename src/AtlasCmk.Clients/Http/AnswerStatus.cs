namespace AtlasCmk.Clients;

/// <summary>What a response status means for a requested change. Workflows do not use HTTP statuses.</summary>
internal static class AnswerStatus
{
    /// <summary>After a server error, or a response from another source, only reading the service shows whether the change was applied.</summary>
    public static ChangeOutcome Outcome(int status, FailureKind kind) =>
        IsServerFault(status) || kind == FailureKind.Protocol ? ChangeOutcome.Unknown : ChangeOutcome.NotDone;

    public static bool IsConflict(int status) => status == 409;

    public static bool IsServerFault(int status) => status >= 500;
}
