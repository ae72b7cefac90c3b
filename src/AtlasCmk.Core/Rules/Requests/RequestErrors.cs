namespace AtlasCmk.Rules;

/// <summary>The errors of a user's own request.</summary>
internal static class RequestErrors
{
    private static readonly AtlasCmkError s_pathLeavesTheHost = new("PathLeavesTheHost", FailureKind.InvalidArgument,
        meaning: "The path is not within Atlas's API. The session's credentials are sent only there.",
        cause: "A whole URL, '..', or characters that were not escaped.",
        remedy: "Give a path such as /groups/{id}/clusters, with special characters escaped ([uri]::EscapeDataString).");

    public static AtlasCmkException PathLeavesTheHost(string path) =>
        s_pathLeavesTheHost.Because($"'{path}' is not a path of the Atlas Administration API. The session's credentials are sent only there.",
            "Give a path such as /groups/{id}/clusters: without scheme and host, without '..', with special characters escaped ([uri]::EscapeDataString).", path);

    private static readonly AtlasCmkError s_versionIsNoDate = new("VersionIsNoDate", FailureKind.InvalidArgument,
        meaning: "The version of the API is not a date.",
        cause: "-ApiVersion with something else.",
        remedy: "Give a date as Atlas's documentation does, for example 2023-01-01.",
        VendorPages.ApiVersions);

    public static AtlasCmkException VersionIsNoDate(string version) =>
        s_versionIsNoDate.Because($"'{version}' is not a version of the API.", target: version);

    private static readonly AtlasCmkError s_allPagesOfNoList = new("AllPagesOfNoList", FailureKind.InvalidArgument,
        meaning: "Only lists have pages.",
        cause: "-All with a method other than GET, or with an operation that does not return a list.",
        remedy: "Leave -All out.");

    public static AtlasCmkException AllPagesOfNoList(string request) =>
        s_allPagesOfNoList.Because($"{request} has no pages: -All reads lists to their end, with GET.", target: request);

    private static readonly AtlasCmkError s_bodyNotAllowed = new("BodyNotAllowed", FailureKind.InvalidArgument,
        meaning: "A GET or DELETE request has no body.",
        cause: "-Body with one of them.",
        remedy: "Leave -Body out, or give -Method POST, PUT or PATCH.");

    public static AtlasCmkException BodyNotAllowed(string method) =>
        s_bodyNotAllowed.Because($"A {method} has no body.", target: method);

    private static readonly AtlasCmkError s_bodyIsNoJson = new("BodyIsNoJson", FailureKind.InvalidArgument,
        meaning: "The body is not one JSON object or array.",
        cause: "The text has a mistake, or is not JSON.",
        remedy: "Give a hashtable, or JSON: '{\"name\":\"value\"}'.");

    public static AtlasCmkException BodyIsNoJson() =>
        s_bodyIsNoJson.Because("The body is not one JSON object or array.");

    private static readonly AtlasCmkError s_bodyNotUnderstood = new("BodyNotUnderstood", FailureKind.InvalidArgument,
        meaning: "The body has a value that JSON cannot represent.",
        cause: "A .NET object in a hashtable, or an object that contains itself.",
        remedy: "Give hashtables, arrays, texts, numbers, booleans and dates; or JSON as text.");

    public static AtlasCmkException BodyNotUnderstood(string type, string why) =>
        s_bodyNotUnderstood.Because($"The body has a value of type {type}, {why}.", target: type);
}
