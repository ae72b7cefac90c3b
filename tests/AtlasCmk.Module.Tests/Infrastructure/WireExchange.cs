namespace AtlasCmk.ModuleTests.Infrastructure;

/// <summary>A request with its answer, whole.</summary>
internal sealed record WireExchange(
    string Face, string Method, string Path, IReadOnlyDictionary<string, string> RequestHeaders, string RequestBody,
    int Status, IReadOnlyDictionary<string, string> ResponseHeaders, string ResponseBody);
