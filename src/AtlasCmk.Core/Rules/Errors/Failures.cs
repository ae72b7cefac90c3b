using System.Globalization;

namespace AtlasCmk.Rules;

/// <summary>Every failure that AtlasCmk itself finds: one method each, with its stable id, its message and its remedy.</summary>
internal static partial class Failures
{
    public static AtlasCmkException NotConnected() =>
        new(FailureKind.NotConnected, "NotConnected", "There is no session with Atlas in this runspace.",
            "Give a session with -Session, or connect first: Connect-Atlas -Credential (Get-Credential) -ProjectId '…'");

    public static AtlasCmkException SessionEnded(AtlasSession session) =>
        new(FailureKind.NotConnected, "SessionEnded", $"The session {session} was ended, by Disconnect-Atlas or by another Connect-Atlas that took its place.", "Connect again: Connect-Atlas, or New-AtlasSession to have several sessions side by side.", session);

    public static AtlasCmkException AzureOnlySession(AtlasSession session) =>
        new(FailureKind.NotConnected, "NotConnectedToAtlas", $"The session {session} is signed in to Azure alone, and this command asks Atlas.",
            "Connect with an API key or a service account: Connect-Atlas -Credential (Get-Credential) -ProjectId '…'", session);

    public static AtlasCmkException SessionsDiffer(AtlasSession given, AtlasSession source) =>
        new(FailureKind.InvalidArgument, "SessionsDiffer", $"-Session is {Told(given)}, but the piped object comes from {Told(source)}.",
            "Leave -Session out to use the session that the object came from.", given);

    /// <summary>Two sessions of one key and one project are told apart by their times alone.</summary>
    private static string Told(AtlasSession session) => string.Create(CultureInfo.InvariantCulture, $"{session}, connected at {session.ConnectedAt:HH:mm:ss.fff}");

    public static AtlasCmkException ProjectMissing() =>
        new(FailureKind.InvalidArgument, "ProjectMissing", "No project is named, and the session has none.",
            "Give -ProjectId (24 hexadecimal digits; Get-AtlasProject lists them), or connect with one: Connect-Atlas -Credential (Get-Credential) -ProjectId '…'");

    public static AtlasCmkException InputNotUnderstood(object? input, string property = "ProjectId", string what = "project") =>
        new(FailureKind.InvalidInput, "InputNotUnderstood", $"The piped object {input ?? "$null"} has no {property}, so it is not clear which {what} is meant.",
            "Pipe objects that AtlasCmk emits, or objects with the properties that the help names; for the session's project pipe nothing.", input);

    public static AtlasCmkException ValueNotInObject(object given, string type, string property) =>
        new(FailureKind.InvalidArgument, "ValueNotInObject", $"'{given}' is no {property}: it is of type {type}, which has none.",
            $"Give the text itself, or an object with a {property}.", given);

    public static AtlasCmkException IdMissing(string parameter) =>
        new(FailureKind.InvalidArgument, "ValueNotInObject", $"-{parameter} is given, and is empty.", "Give the id, 24 hexadecimal digits, or an object that has it; or leave the parameter out.");

    public static AtlasCmkException SessionSettingsContradict(string message, string remedy, object? target = null) =>
        new(FailureKind.InvalidArgument, "SessionSettingsInvalid", message, remedy, target);

    /// <summary>With why the last look saw nothing, if that is so.</summary>
    public static AtlasCmkException WaitTimedOut(string subject, string goal, string lastStatus, TimeSpan timeout, AtlasCmkException? unanswered = null) =>
        new(FailureKind.TimedOut, "WaitTimedOut", $"{char.ToUpperInvariant(subject[0])}{subject[1..]} was not {goal} within {timeout.TotalSeconds:0} s; it was last seen {(lastStatus.Length == 0 ? "never" : lastStatus)}."
                + (unanswered is null ? "" : $" The last look got no answer: {unanswered.Message}"),
            "Nothing was undone: run the command again to go on waiting, with a larger -TimeoutSec if need be.", subject, unanswered);

    public static AtlasCmkException WorldChanged(string what) =>
        new(FailureKind.Refused, "ChangedMeanwhile", $"Nothing was changed: {what} since the question was asked.", "Look at what is there now, and run the command again.");

    public static AtlasCmkException CannotAskSecondQuestion(string question, Exception inner) =>
        new(FailureKind.CannotAsk, "CannotAsk", $"This host cannot ask, so nothing was sent. The question was: {question}",
            "If that is what you want, say so with -Force.", null, inner);

    public static AtlasCmkException CannotConfirm(string target, string action, Exception inner) =>
        new(FailureKind.CannotAsk, "CannotConfirm", $"This host cannot ask, so nothing was sent. The question was: {action}? It concerns {target}.",
            "If that is what you want, say so with -Confirm:$false.", target, inner);
}
