namespace AtlasCmk;

/// <summary>An error of AtlasCmk: what happened, to what, and what to do next.</summary>
public class AtlasCmkException : Exception
{
    private string? _named;

    internal AtlasCmkException(AtlasCmkError error, string message, string? remedy = null, object? target = null, Exception? inner = null)
        : base(VisibleText.Of(message), inner)
    {
        Error = error;
        Remedy = VisibleText.Of(remedy ?? error.Remedy);
        Target = target;
        HelpLink = error.Source?.AbsoluteUri;

        // What was started, or got no clear answer, may have been done.
        Outcome = error.Kind is FailureKind.TimedOut or FailureKind.Failed or FailureKind.Unreachable or FailureKind.Protocol or FailureKind.Unexpected
            ? ChangeOutcome.Unknown : ChangeOutcome.NotDone;
    }

    /// <summary>The stable ID of this error, for example EndpointFailed; the first part of FullyQualifiedErrorId.</summary>
    public string ErrorId => Error.ErrorId;

    /// <summary>What happened, with the names of the projects that the session knows.</summary>
    public override string Message => _named ?? base.Message;

    /// <summary>What to do next.</summary>
    public string Remedy { get; private set; }

    /// <summary>The object of the error: a project ID, an endpoint, a cluster name, a parameter value.</summary>
    public object? Target { get; private set; }

    /// <summary>The catalog entry that it was created from.</summary>
    internal AtlasCmkError Error { get; }

    internal FailureKind Kind => Error.Kind;

    /// <summary>The same error with another message, for example with what it means for the command. Keeps the type, so that scripts can catch it.</summary>
    internal AtlasCmkException Saying(string message, string? remedy = null, object? target = null)
    {
        var copy = Copy(message, remedy ?? Remedy);
        (copy.HelpLink, copy.Target) = (HelpLink, target ?? Target);
        (copy.Outcome, copy.IsConflict, copy.IsServerFault) = (Outcome, IsConflict, IsServerFault);
        return copy;
    }

    /// <summary>The same error, for a request whose earlier try may have been carried out.</summary>
    internal AtlasCmkException LeftOpen()
    {
        var copy = Saying(Message);
        copy.Outcome = ChangeOutcome.Unknown;
        return copy;
    }

    /// <summary>Adds the names of projects, which rules do not know. Naming it again changes nothing.</summary>
    internal void Name(Func<string, string> withNames) => (_named, Remedy) = (VisibleText.Of(withNames(Message)), VisibleText.Of(withNames(Remedy)));

    private protected virtual AtlasCmkException Copy(string message, string remedy) => new(Error, message, remedy, null, this);

    /// <summary>Whether the error ends the whole command, not only the current item.</summary>
    internal bool EndsTheCommand => Kind is FailureKind.InvalidArgument or FailureKind.NotConnected
        or FailureKind.Authentication or FailureKind.CannotAsk or FailureKind.Installation;

    /// <summary>Whether the change of the failed request was made.</summary>
    internal ChangeOutcome Outcome { get; set; }

    /// <summary>Whether the service refused because of another object or operation.</summary>
    internal bool IsConflict { get; set; }

    /// <summary>Whether the service had an internal error.</summary>
    internal bool IsServerFault { get; set; }

    /// <summary>Whether the error is temporary, so that a wait polls again.</summary>
    internal bool IsTransient => IsServerFault || Kind is FailureKind.Unreachable or FailureKind.Throttled;

    /// <summary>Whether both are refusals of the same credentials.</summary>
    internal bool IsSameRefusalOfCredentials(Exception other) =>
        Kind == FailureKind.Authentication && other is AtlasCmkException { Kind: FailureKind.Authentication } first && ErrorId == first.ErrorId;
}

/// <summary>Whether a change was made, after its request failed.</summary>
internal enum ChangeOutcome
{
    /// <summary>Nothing was changed.</summary>
    NotDone,

    /// <summary>The change may have been made: read the service to find out.</summary>
    Unknown,
}
