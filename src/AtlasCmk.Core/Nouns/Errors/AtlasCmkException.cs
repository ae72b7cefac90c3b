namespace AtlasCmk;

/// <summary>Whatever AtlasCmk reports as an error: what happened, to what, and what to do next.</summary>
public class AtlasCmkException : Exception
{
    internal AtlasCmkException(FailureKind kind, string errorId, string message, string remedy, object? target = null, Exception? inner = null)
        : base(VisibleText.Of(message), inner)
    {
        Kind = kind;
        ErrorId = errorId;
        Remedy = VisibleText.Of(remedy);
        Target = target;
        HelpLink = AtlasCmkError.LinkFor(errorId);
    }

    /// <summary>A stable name of this error, for example EndpointFailed; the first part of FullyQualifiedErrorId.</summary>
    public string ErrorId { get; }

    /// <summary>What to do next.</summary>
    public string Remedy { get; }

    /// <summary>What the error is about: a project id, an endpoint, a cluster's name, a parameter's value.</summary>
    public object? Target { get; }

    internal FailureKind Kind { get; }

    /// <summary>Whether the whole command ends, and not only the item in hand.</summary>
    internal bool EndsTheCommand => Kind is FailureKind.InvalidArgument or FailureKind.NotConnected
        or FailureKind.Authentication or FailureKind.CannotAsk or FailureKind.Installation;

    /// <summary>Whether it tells of the service's own trouble only, and nothing of what was asked about: who waits looks again.</summary>
    internal virtual bool SaysNothingOfItsSubject => Kind is FailureKind.Unreachable or FailureKind.Throttled;
}
