namespace AtlasCmk.Sandbox.Hosting;

/// <summary>A complete request and response, for contract tests.</summary>
internal sealed class Exchange
{
    public required string Face { get; init; }

    public required string Method { get; init; }

    /// <summary>Path and query as sent.</summary>
    public required string Path { get; init; }

    public required IReadOnlyDictionary<string, string> RequestHeaders { get; init; }

    public required string RequestBody { get; init; }

    public required int Status { get; init; }

    public required IReadOnlyDictionary<string, string> ResponseHeaders { get; init; }

    public required string ResponseBody { get; init; }

    /// <summary>A scripted fault created the response, so contract tests ignore it.</summary>
    public required bool Injected { get; init; }

    public override string ToString() => $"{Face} {Method} {Path} {Status}";
}
