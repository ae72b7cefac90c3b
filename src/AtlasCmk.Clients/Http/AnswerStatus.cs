namespace AtlasCmk.Clients;

/// <summary>What a response status means for a requested change. Workflows do not use HTTP statuses.</summary>
internal static class AnswerStatus
{
    /// <summary>Only an error of the service that refuses every try means that nothing was changed. Otherwise only reading the service shows whether the change was applied.</summary>
    /// <param name="status">The HTTP status of the last try.</param>
    /// <param name="kind">The meaning of its response. Protocol for one from another source.</param>
    /// <param name="mayBeDone">Whether an earlier try may have been carried out.</param>
    public static ChangeOutcome Outcome(int status, FailureKind kind, bool mayBeDone) =>
        mayBeDone || status < 400 || IsServerFault(status) || kind == FailureKind.Protocol ? ChangeOutcome.Unknown : ChangeOutcome.NotDone;

    public static bool IsConflict(int status) => status == 409;

    public static bool IsServerFault(int status) => status >= 500;
}
