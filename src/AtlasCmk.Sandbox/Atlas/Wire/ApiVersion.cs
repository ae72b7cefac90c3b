namespace AtlasCmk.Sandbox.Atlas;

/// <summary>A dated version of an operation. A version with a sunset is deprecated, and every response has the headers for it.</summary>
internal sealed record ApiVersion(DateOnly Date, DateOnly? Sunset = null)
{
    /// <summary>A version that this world no longer serves.</summary>
    public bool IsGone { get; init; }

    public static implicit operator ApiVersion(string date) => new(DateOnly.ParseExact(date, "yyyy-MM-dd"));

    public string MediaType => $"application/vnd.atlas.{Date:yyyy-MM-dd}+json";
}
