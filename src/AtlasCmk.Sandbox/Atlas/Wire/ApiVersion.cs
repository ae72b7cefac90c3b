namespace AtlasCmk.Sandbox.Atlas;

/// <summary>One dated shape of an operation; one with a sunset is deprecated and says so in every answer.</summary>
internal sealed record ApiVersion(DateOnly Date, DateOnly? Sunset = null)
{
    /// <summary>A shape that this world no longer speaks.</summary>
    public bool IsGone { get; init; }

    public static implicit operator ApiVersion(string date) => new(DateOnly.ParseExact(date, "yyyy-MM-dd"));

    public string MediaType => $"application/vnd.atlas.{Date:yyyy-MM-dd}+json";
}
