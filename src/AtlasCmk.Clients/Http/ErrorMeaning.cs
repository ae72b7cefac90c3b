namespace AtlasCmk.Clients;

/// <summary>What a service's refusal amounts to, and what to do next.</summary>
internal sealed record ErrorMeaning(AtlasCmkError Error, string Remedy)
{
    public FailureKind Kind => Error.Kind;

    public string ErrorId => Error.ErrorId;

    /// <summary>A code that decides by itself, or what a status alone says.</summary>
    public static ErrorMeaning Of(AtlasCmkError error) => new(error, error.Remedy);

    /// <summary>The same, where the service says when it may be asked again: a user needs to know that, where it was too long to be waited for.</summary>
    public ErrorMeaning NotBefore(TimeSpan? retryAfter) => Kind is FailureKind.Throttled or FailureKind.Failed && retryAfter > TimeSpan.Zero
        ? this with { Remedy = $"The server asks for {Shown(retryAfter.Value)}: run the command again after that{(Kind == FailureKind.Throttled ? ", with a lower -ThrottleLimit if need be" : "")}." }
        : this;

    private static string Shown(TimeSpan time) => time >= TimeSpan.FromDays(2) ? $"{Math.Ceiling(time.TotalDays):0} days" : time >= TimeSpan.FromMinutes(2) ? $"{Math.Ceiling(time.TotalMinutes):0} min" : $"{Math.Ceiling(time.TotalSeconds):0} s";
}
