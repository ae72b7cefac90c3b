namespace AtlasCmk;

/// <summary>Whatever AtlasCmk reports as an error: what happened, to what, and what to do next.</summary>
public class AtlasCmkException : Exception
{
    internal AtlasCmkException(AtlasCmkError error, string message, string? remedy = null, object? target = null, Exception? inner = null)
        : base(VisibleText.Of(message), inner)
    {
        Error = error;
        Remedy = VisibleText.Of(remedy ?? error.Remedy);
        Target = target;
        HelpLink = error.Source?.AbsoluteUri;
    }

    /// <summary>A stable name of this error, for example EndpointFailed; the first part of FullyQualifiedErrorId.</summary>
    public string ErrorId => Error.ErrorId;

    /// <summary>What to do next.</summary>
    public string Remedy { get; }

    /// <summary>What the error is about: a project id, an endpoint, a cluster's name, a parameter's value.</summary>
    public object? Target { get; }

    /// <summary>The entry of the catalog that it is made from.</summary>
    internal AtlasCmkError Error { get; }

    internal FailureKind Kind => Error.Kind;

    /// <summary>The same error as the command met it: what was left undone belongs to the message.</summary>
    internal AtlasCmkException During(string message, string remedy, object? target) => new(Error, message, remedy, target, this) { HelpLink = HelpLink };

    /// <summary>Whether the whole command ends, and not only the item in hand.</summary>
    internal bool EndsTheCommand => Kind is FailureKind.InvalidArgument or FailureKind.NotConnected
        or FailureKind.Authentication or FailureKind.CannotAsk or FailureKind.Installation;

    /// <summary>What is known about the change that the failed request asked for.</summary>
    internal ChangeOutcome Outcome { get; init; }

    /// <summary>Whether the service refused because of something else that is there or under way.</summary>
    internal bool IsConflict { get; init; }

    /// <summary>Whether the service had a fault of its own.</summary>
    internal bool IsServerFault { get; init; }

    /// <summary>Whether the error says nothing about what was asked: a wait polls again.</summary>
    internal bool IsTransient => IsServerFault || Kind is FailureKind.Unreachable or FailureKind.Throttled;
}

/// <summary>What is known about a change after its request failed.</summary>
internal enum ChangeOutcome
{
    /// <summary>Nothing was changed.</summary>
    NotDone,

    /// <summary>The change may have been made: only a look at the service shows it.</summary>
    Unknown,
}
