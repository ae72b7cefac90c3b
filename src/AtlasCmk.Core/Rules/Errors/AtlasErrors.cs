namespace AtlasCmk.Rules;

/// <summary>The errors of any request to Atlas.</summary>
internal static class AtlasErrors
{
    public static readonly AtlasCmkError WrongApiKey = new("WrongApiKey", FailureKind.Authentication,
        meaning: "Atlas rejects the API key.",
        cause: "The key was deleted, or one half of it was mistyped.",
        remedy: "Check the public and the private key. Atlas gives the same answer for a deleted key and for a mistyped private key.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError WrongServiceAccount = new("WrongServiceAccount", FailureKind.Authentication,
        meaning: "Atlas rejects the service account.",
        cause: "The client secret has expired, was deleted or is mistyped.",
        remedy: "Check the client ID and the client secret. Atlas gives the same answer for an expired and for a deleted secret.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError AtlasTokenRefused = new("AtlasTokenRefused", FailureKind.Authentication,
        meaning: "Atlas rejects the access token.",
        cause: "The token expired, was revoked, or belongs to another Atlas.",
        remedy: "Connect again with a fresh token, or with -ServiceAccount, whose tokens the session renews itself.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError ServiceAccountRefused = new("ServiceAccountRefused", FailureKind.Authentication,
        meaning: "Atlas recognizes the service account, but issues no token.",
        cause: "The service account has 100 active tokens already.",
        remedy: "The service account may have 100 active tokens already. End sessions with Disconnect-Atlas, or wait an hour until tokens expire.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError AccessRefused = new("AccessRefused", FailureKind.PermissionDenied,
        meaning: "Atlas refuses access, with a code that AtlasCmk does not know.",
        cause: "Atlas's code and explanation are in the message. One possibility is a role that is too small.",
        remedy: "Follow Atlas's explanation. The message names the role that the request needs.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError DigestNonceRefused = new("DigestNonceRefused", FailureKind.Unreachable,
        meaning: "Atlas calls its own fresh sign-in challenges stale.",
        cause: "The clock is wrong, or a proxy or load balancer sends each attempt to another server.",
        remedy: "This says nothing about the API key. Check this machine's clock, and the proxy or load balancer between here and Atlas. Then run the command again.");

    public static readonly AtlasCmkError RoleTooSmall = new("RoleTooSmall", FailureKind.PermissionDenied,
        meaning: "The credentials are valid, but their role does not allow the request.",
        cause: "Changes to encryption at rest require Project Owner.",
        remedy: "Give the role that the message names to the API key or service account in the project, or use one that has it.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError NotFoundInAtlas = new("NotFoundInAtlas", FailureKind.NotFound,
        meaning: "Atlas did not find what the request names.",
        cause: "A mistyped name or ID, or a deleted resource.",
        remedy: "Check the name or ID. It does not exist in Atlas, or no longer.");

    public static readonly AtlasCmkError RateLimited = new("RateLimited", FailureKind.Throttled,
        meaning: "Atlas limits the rate of requests, and all retries failed.",
        cause: "Other clients use the same rate limit of the project, the user or the address.",
        remedy: "Wait a minute, or lower -ThrottleLimit.",
        VendorPages.RateLimits);

    public static readonly AtlasCmkError AtlasServerError = new("AtlasServerError", FailureKind.Failed,
        meaning: "Atlas had a server error.",
        cause: "A status from 500 to 599, after all retries.",
        remedy: "Atlas had a server error. Run the command again in a few minutes. It reads the present state before it changes anything.");

    public static readonly AtlasCmkError AtlasApiError = new("AtlasApiError", FailureKind.Refused,
        meaning: "Atlas refuses the request. The message has all that is known about the reason.",
        cause: "Atlas's code and detail are in the message.",
        remedy: "Read Atlas's explanation above; the code is in its list of error codes.",
        VendorPages.ListOfCodes);
}
