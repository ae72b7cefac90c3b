namespace AtlasCmk.Clients;

/// <summary>The meaning of a service's error, and the recommended action.</summary>
internal sealed record ErrorMeaning(AtlasCmkError Error, string Remedy)
{
    public FailureKind Kind => Error.Kind;

    public string ErrorId => Error.ErrorId;

    /// <summary>The meaning of an error code, or of a status without a code.</summary>
    public static ErrorMeaning Of(AtlasCmkError error) => new(error, error.Remedy);

    /// <summary>The same meaning, with the wait that the service requests. Users need it if it was too long for AtlasCmk to wait.</summary>
    public ErrorMeaning NotBefore(TimeSpan? retryAfter) => Kind is FailureKind.Throttled or FailureKind.Failed && retryAfter > TimeSpan.Zero
        ? this with { Remedy = $"The server requests a wait of {Format(retryAfter.Value)}. Run the command again after "
        + $"that{(Kind == FailureKind.Throttled ? ", with a lower -ThrottleLimit if necessary" : "")}." }
        : this;

    private static string Format(TimeSpan time) => time >= TimeSpan.FromDays(2) ? $"{Math.Ceiling(time.TotalDays):0} days" : time >= TimeSpan.FromMinutes(2)
        ? $"{Math.Ceiling(time.TotalMinutes):0} min" : $"{Math.Ceiling(time.TotalSeconds):0} s";
}
