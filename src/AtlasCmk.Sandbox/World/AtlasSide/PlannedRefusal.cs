namespace AtlasCmk.Sandbox.World;

/// <summary>A published Atlas error whose cause this world does not model, such as a lack of capacity or a restore in progress.</summary>
internal sealed class PlannedRefusal(string errorCode, int status, string detail, int times)
{
    public string ErrorCode { get; } = errorCode;

    public int Status { get; } = status;

    public string Detail { get; } = detail;

    public int Times { get; set; } = times;

    /// <summary>Null for every method.</summary>
    public string? Method { get; init; }

    /// <summary>A part of the path. Null for every path.</summary>
    public string? Path { get; init; }

    public int? RetryAfter { get; init; }

    public bool Concerns(string method, string path) =>
        (Method is null || Method == method) && (Path is null || path.Contains(Path, StringComparison.Ordinal));
}
