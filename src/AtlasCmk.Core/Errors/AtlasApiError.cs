namespace AtlasCmk;

/// <summary>The ApiError of the published API description, as far as it came.</summary>
internal sealed record AtlasApiError(string? ErrorCode, string? Detail, string? Reason, IReadOnlyList<string> Parameters);
