namespace AtlasCmk.Clients;

/// <summary>The ApiError of the published API description, as far as it came.</summary>
internal sealed record AtlasApiError(string? ErrorCode, string? Detail, string? Reason, IReadOnlyList<string> Parameters)
{
    /// <summary>What the answer says, where it does not have the form of an error of Atlas; null where it has.</summary>
    public string? Foreign { get; init; }

    public bool IsForeign => Foreign is not null;
}
