namespace AtlasCmk;

/// <summary>What an error code means: one of Atlas, one of Azure, or the id of an error that AtlasCmk finds itself.</summary>
public sealed class AtlasCmkError
{
    internal const string Atlas = "Atlas";
    internal const string Azure = "Azure";
    internal const string Own = "AtlasCmk";

    /// <summary>An error that AtlasCmk finds itself, or gives an id: what it reports is made from this entry.</summary>
    internal AtlasCmkError(string id, FailureKind kind, string meaning, string cause, string remedy, string? source = null)
        : this(Own, id, kind, id, meaning, cause, remedy, source)
    {
    }

    /// <summary>A code of a service.</summary>
    internal AtlasCmkError(string service, string code, FailureKind kind, string errorId, string meaning, string cause, string remedy, string? source)
    {
        Service = service;
        Code = code;
        Kind = kind;
        ErrorId = errorId;
        Meaning = meaning;
        Cause = cause;
        Remedy = remedy;
        Source = source is null ? null : new(source);
    }

    /// <summary>The code, as its service spells it.</summary>
    public string Code { get; }

    /// <summary>Whose code it is: Atlas, Azure or AtlasCmk.</summary>
    public string Service { get; }

    /// <summary>The first part of FullyQualifiedErrorId under which AtlasCmk reports it.</summary>
    public string ErrorId { get; }

    /// <summary>What it says.</summary>
    public string Meaning { get; }

    /// <summary>How it comes about.</summary>
    public string Cause { get; }

    /// <summary>What to do next.</summary>
    public string Remedy { get; }

    /// <summary>Where MongoDB or Microsoft writes about it; empty where neither does.</summary>
    public Uri? Source { get; }

    /// <summary>What kind of failure it is.</summary>
    internal FailureKind Kind { get; }

    /// <summary>The other kinds that the error has in some places: a wrong argument ends the command, the same in a piped object does not.</summary>
    internal IReadOnlyList<FailureKind> OtherKinds { get; init; } = [];

    /// <summary>Whether the code only explains: what kind of failure it is depends on the request and on who made it.</summary>
    internal bool DependsOnTheCall { get; init; }

    /// <summary>The same error as one of its other kinds.</summary>
    internal AtlasCmkError As(FailureKind kind) => new(Service, Code, kind, ErrorId, Meaning, Cause, Remedy, Source?.AbsoluteUri) { OtherKinds = OtherKinds, DependsOnTheCall = DependsOnTheCall };

    /// <summary>The error as it happened.</summary>
    /// <param name="message">What happened, and to what.</param>
    /// <param name="remedy">What to do next, where this place knows it better than the entry.</param>
    /// <param name="target">What the error is about.</param>
    /// <param name="inner">What it followed from.</param>
    internal AtlasCmkException Because(string message, string? remedy = null, object? target = null, Exception? inner = null) => new(this, message, remedy, target, inner);

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Code} ({Service}): {Meaning}");
}
