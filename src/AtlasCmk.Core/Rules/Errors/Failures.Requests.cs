namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException PathLeavesTheHost(string path) =>
        new(FailureKind.InvalidArgument, "PathLeavesTheHost", $"'{path}' is no path within the Atlas Administration API, and the session's credentials go nowhere else.",
            "Give a path such as /groups/{id}/clusters: without scheme and host, without '..', with what is special escaped ([uri]::EscapeDataString).", path);

    public static AtlasCmkException VersionIsNoDate(string version) =>
        new(FailureKind.InvalidArgument, "VersionIsNoDate", $"'{version}' is no version of the API.", "Give a date as Atlas's documentation does, for example 2023-01-01.", version);

    public static AtlasCmkException AllPagesOfNoList(string request) =>
        new(FailureKind.InvalidArgument, "AllPagesOfNoList", $"{request} has no pages: -All reads lists to their end, with GET.", "Leave -All out.", request);

    public static AtlasCmkException BodyNotAllowed(string method) =>
        new(FailureKind.InvalidArgument, "BodyNotAllowed", $"A {method} has no body.", "Leave -Body out, or give -Method POST, PUT or PATCH.", method);

    public static AtlasCmkException BodyIsNoJson() =>
        new(FailureKind.InvalidArgument, "BodyIsNoJson", "The text that is given as the body is not one JSON object or array.", "Give a hashtable, or JSON: '{\"name\":\"value\"}'.");

    public static AtlasCmkException BodyNotUnderstood(string type, string why) =>
        new(FailureKind.InvalidArgument, "BodyNotUnderstood", $"The body has a value of type {type}, {why}.", "Give hashtables, arrays, texts, numbers, booleans and dates; or JSON as text.", type);
}
