namespace AtlasCmk.Rules;

/// <summary>The errors that any command can give.</summary>
internal static class CommandErrors
{
    private static readonly AtlasCmkError s_errorNotKnown = new("ErrorNotKnown", FailureKind.NotFound,
        meaning: "This is not an error code of Atlas or Azure, nor an error id of AtlasCmk.",
        cause: "A mistyped code, or one that has nothing to do with keys.",
        remedy: "Get-AtlasCmkError without a code lists all of them. It takes wildcards.");

    public static AtlasCmkException ErrorNotKnown(string code) =>
        s_errorNotKnown.Because($"'{Shortened(code)}' is not a known error code of Atlas, Azure or AtlasCmk.",
            $"{(ErrorCatalog.Nearest(code) is { } near ? $"Did you mean {near}? " : "")}Get-AtlasCmkError lists them all, and takes wildcards.", Shortened(code));

    private static string Shortened(string code) => code.Length <= ErrorCatalog.LongestCode ? code : $"{code[..80]}… ({code.Length} characters)";

    private static readonly AtlasCmkError s_waitTimedOut = new("WaitTimedOut", FailureKind.TimedOut,
        meaning: "The wait timed out.",
        cause: "Atlas or Azure needs more time, or a manual step is missing, such as approving a connection.",
        remedy: "Nothing was undone. Run the command again to continue waiting, with a larger -TimeoutSec if necessary.");

    /// <summary>With the reason if the last poll failed.</summary>
    public static AtlasCmkException WaitTimedOut(string subject, string goal, string lastStatus, TimeSpan timeout, AtlasCmkException? unanswered = null) =>
        s_waitTimedOut.Because($"{char.ToUpperInvariant(subject[0])}{subject[1..]} was not {goal} within {timeout.TotalSeconds:0} s; "
                + (lastStatus.Length == 0 ? "no status was ever received." : $"its last status was {lastStatus}.")
                + (unanswered is null ? "" : $" The last request got no answer: {unanswered.Message}"), target: subject, inner: unanswered);

    /// <summary>Azure has not completed the request within the timeout.</summary>
    public static AtlasCmkException NotFinished(string message, string remedy, string target) => s_waitTimedOut.Because(message, remedy, target);

    private static readonly AtlasCmkError s_changedMeanwhile = new("ChangedMeanwhile", FailureKind.Refused,
        meaning: "The target of the change has changed since you were asked. Nothing was sent.",
        cause: "Another user or job changes the same project.",
        remedy: "Look at what is there now, and run the command again.");

    public static AtlasCmkException WorldChanged(string what) =>
        s_changedMeanwhile.Because($"Nothing was changed: {what} since the question was asked.");

    private static readonly AtlasCmkError s_cannotAsk = new("CannotAsk", FailureKind.CannotAsk,
        meaning: "The host cannot ask for the additional confirmation. Nothing was sent.",
        cause: "A runbook, a job or -NonInteractive, and a change that affects more than its target.",
        remedy: "To make the change without the question, add -Force.");

    /// <summary>An error has one line. The table follows the question without its header.</summary>
    public static AtlasCmkException CannotAskSecondQuestion(string question, IReadOnlyList<string> table, Exception inner) =>
        s_cannotAsk.Because("This host cannot ask, so nothing was sent. The question was: "
            + string.Join("; ", [question.TrimEnd('.'), .. table.Skip(2).Select(row => string.Join(' ', row.Split(' ', StringSplitOptions.RemoveEmptyEntries)))]), inner: inner);

    private static readonly AtlasCmkError s_cannotConfirm = new("CannotConfirm", FailureKind.CannotAsk,
        meaning: "The host cannot ask for confirmation. Nothing was sent.",
        cause: "A runbook, a job or -NonInteractive.",
        remedy: "To make the change without the question, add -Confirm:$false.");

    public static AtlasCmkException CannotConfirm(string target, string action, Exception inner) =>
        s_cannotConfirm.Because($"This host cannot ask, so nothing was sent. The question was: {action}? It concerns {target}.", target: target, inner: inner);

    public static readonly AtlasCmkError InstallationIncomplete = new("InstallationIncomplete", FailureKind.Installation,
        meaning: "A file is missing in the module's folder.",
        cause: "A clone that was not built, or an incomplete installation.",
        remedy: "Install the module again. In a clone, run dotnet build.");

    public static readonly AtlasCmkError UnexpectedError = new("UnexpectedError", FailureKind.Unexpected,
        meaning: "A fault of AtlasCmk itself.",
        cause: "AtlasCmk did not expect this.",
        remedy: "Run Get-Error, and report the error with its output.");
}
