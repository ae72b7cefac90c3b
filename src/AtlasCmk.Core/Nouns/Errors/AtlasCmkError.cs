namespace AtlasCmk;

/// <summary>The explanation of an error code from Atlas or Azure, or of an AtlasCmk error ID.</summary>
public sealed class AtlasCmkError
{
    internal const string Atlas = "Atlas";
    internal const string Azure = "Azure";
    internal const string Own = "AtlasCmk";

    /// <summary>An error of AtlasCmk: the exception is created from this entry.</summary>
    internal AtlasCmkError(string id, FailureKind kind, string meaning, string cause, string remedy, string? source = null)
        : this(Own, id, kind, id, meaning, cause, remedy, source)
    {
    }

    /// <summary>An error code of a service.</summary>
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

    /// <summary>The error code, as its service spells it.</summary>
    public string Code { get; }

    /// <summary>The source of the code: Atlas, Azure or AtlasCmk.</summary>
    public string Service { get; }

    /// <summary>The error ID in AtlasCmk: the first part of FullyQualifiedErrorId.</summary>
    public string ErrorId { get; }

    /// <summary>The meaning of the error.</summary>
    public string Meaning { get; }

    /// <summary>The usual cause.</summary>
    public string Cause { get; }

    /// <summary>What to do next.</summary>
    public string Remedy { get; }

    /// <summary>The MongoDB or Microsoft page about the error, if there is one.</summary>
    public Uri? Source { get; }

    /// <summary>The kind of failure.</summary>
    internal FailureKind Kind { get; }

    /// <summary>Other possible kinds: an invalid argument ends the command, but an invalid piped object does not.</summary>
    internal IReadOnlyList<FailureKind> OtherKinds { get; init; } = [];

    /// <summary>Whether the entry only explains a code: the kind of failure depends on the request.</summary>
    internal bool DependsOnTheCall { get; init; }

    /// <summary>The same error with one of its other kinds.</summary>
    internal AtlasCmkError As(FailureKind kind) => new(Service, Code, kind, ErrorId, Meaning, Cause, Remedy, Source?.AbsoluteUri) { OtherKinds = OtherKinds, DependsOnTheCall = DependsOnTheCall };

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, and to what.</param>
    /// <param name="remedy">What to do next, where this place knows it better than the entry.</param>
    /// <param name="target">What the error is about.</param>
    /// <param name="inner">What it followed from.</param>
    internal AtlasCmkException Because(string message, string? remedy = null, object? target = null, Exception? inner = null) => new(this, message, remedy, target, inner);

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Code} ({Service}): {Meaning}");
}
