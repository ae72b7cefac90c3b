namespace AtlasCmk.Clients;

/// <summary>What the status of an answer means for the change that was asked for: workflows know no statuses.</summary>
internal static class AnswerStatus
{
    /// <summary>After a fault, or an answer that is not the service's own, only a look at the service shows what was done.</summary>
    public static ChangeOutcome Outcome(int status, FailureKind kind) =>
        IsServerFault(status) || kind == FailureKind.Protocol ? ChangeOutcome.Unknown : ChangeOutcome.NotDone;

    public static bool IsConflict(int status) => status == 409;

    public static bool IsServerFault(int status) => status >= 500;
}
