namespace AtlasCmk.Clients;

/// <summary>The ApiError of the published API description. Fields can be missing.</summary>
internal sealed record AtlasApiError(string? ErrorCode, string? Detail, string? Reason, IReadOnlyList<string> Parameters)
{
    /// <summary>The text of a response that is not an Atlas error. Null for an Atlas error.</summary>
    public string? Foreign { get; init; }

    public bool IsForeign => Foreign is not null;
}
