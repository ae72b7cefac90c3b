namespace AtlasCmk;

/// <summary>What a service's refusal amounts to: the kind of failure, its id, and what to do next.</summary>
internal sealed record Verdict(FailureKind Kind, string ErrorId, string Remedy)
{
    /// <summary>A code that decides by itself.</summary>
    public static Verdict Of(AtlasCmkError code) => new(code.Kind ?? FailureKind.Refused, code.ErrorId, code.Remedy);

    /// <summary>What a status alone says, with no code or with one that is not known.</summary>
    public static Verdict Of(FailureKind kind, string errorId) => new(kind, errorId, OwnErrorIds.Find(errorId).Remedy);
}
