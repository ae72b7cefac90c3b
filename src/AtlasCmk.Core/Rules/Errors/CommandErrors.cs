namespace AtlasCmk.Rules;

/// <summary>The errors that any command can meet.</summary>
internal static class CommandErrors
{
    private static readonly AtlasCmkError s_errorNotKnown = new("ErrorNotKnown", FailureKind.NotFound,
        meaning: "No service's error code, and no error id of AtlasCmk, is spelled so.",
        cause: "A mistyped code, or one that has nothing to do with keys.",
        remedy: "Get-AtlasCmkError without a code lists them all; wildcards are welcome.");

    public static AtlasCmkException ErrorNotKnown(string code) =>
        s_errorNotKnown.Because($"'{Shortened(code)}' is not a known error code of Atlas, Azure or AtlasCmk.",
            $"{(ErrorCatalog.Nearest(code) is { } near ? $"Did you mean {near}? " : "")}Get-AtlasCmkError lists them all, and takes wildcards.", Shortened(code));

    private static string Shortened(string code) => code.Length <= ErrorCatalog.LongestCode ? code : $"{code[..80]}… ({code.Length} characters)";

    private static readonly AtlasCmkError s_waitTimedOut = new("WaitTimedOut", FailureKind.TimedOut,
        meaning: "What was waited for did not come in the time that was given.",
        cause: "The clouds need longer, or a step by a person is missing, such as approving a connection.",
        remedy: "Nothing was undone: run the command again to go on waiting, with a larger -TimeoutSec if need be.");

    /// <summary>With why the last look saw nothing, if that is so.</summary>
    public static AtlasCmkException WaitTimedOut(string subject, string goal, string lastStatus, TimeSpan timeout, AtlasCmkException? unanswered = null) =>
        s_waitTimedOut.Because($"{char.ToUpperInvariant(subject[0])}{subject[1..]} was not {goal} within {timeout.TotalSeconds:0} s; it was last seen {(lastStatus.Length == 0 ? "never" : lastStatus)}."
                + (unanswered is null ? "" : $" The last look got no answer: {unanswered.Message}"),
            "Nothing was undone: run the command again to go on waiting, with a larger -TimeoutSec if need be.", subject, unanswered);

    /// <summary>Azure is still at work when the time is up.</summary>
    public static AtlasCmkException NotFinished(string message, string remedy, string target) => s_waitTimedOut.Because(message, remedy, target);

    private static readonly AtlasCmkError s_changedMeanwhile = new("ChangedMeanwhile", FailureKind.Refused,
        meaning: "What the question was about has changed since it was asked, and nothing was sent.",
        cause: "Somebody else works on the same project.",
        remedy: "Look at what is there now, and run the command again.");

    public static AtlasCmkException WorldChanged(string what) =>
        s_changedMeanwhile.Because($"Nothing was changed: {what} since the question was asked.", "Look at what is there now, and run the command again.");

    private static readonly AtlasCmkError s_cannotAsk = new("CannotAsk", FailureKind.CannotAsk,
        meaning: "The host cannot ask the second question, and nothing was sent.",
        cause: "A runbook, a job or -NonInteractive, where a change hits more than its target.",
        remedy: "If that is what you want, say so with -Force.");

    public static AtlasCmkException CannotAskSecondQuestion(string question, Exception inner) =>
        s_cannotAsk.Because($"This host cannot ask, so nothing was sent. The question was: {question}",
            "If that is what you want, say so with -Force.", null, inner);

    private static readonly AtlasCmkError s_cannotConfirm = new("CannotConfirm", FailureKind.CannotAsk,
        meaning: "The host cannot ask for confirmation, and nothing was sent.",
        cause: "A runbook, a job or -NonInteractive.",
        remedy: "If that is what you want, say so with -Confirm:$false.");

    public static AtlasCmkException CannotConfirm(string target, string action, Exception inner) =>
        s_cannotConfirm.Because($"This host cannot ask, so nothing was sent. The question was: {action}? It concerns {target}.",
            "If that is what you want, say so with -Confirm:$false.", target, inner);

    public static readonly AtlasCmkError InstallationIncomplete = new("InstallationIncomplete", FailureKind.Installation,
        meaning: "The folder of the module lacks a part of it.",
        cause: "A clone that was not built, or an installation that was cut short.",
        remedy: "Install the module anew; in a clone, dotnet build.");

    public static readonly AtlasCmkError UnexpectedError = new("UnexpectedError", FailureKind.Unexpected,
        meaning: "A fault of AtlasCmk itself.",
        cause: "Something happened that AtlasCmk does not expect.",
        remedy: "Get-Error shows all of it; please report it with that.");
}
