namespace AtlasCmk.Rules;

/// <summary>What a request to Atlas can end with, whatever it is about.</summary>
internal static class AtlasErrors
{
    public static readonly AtlasCmkError WrongApiKey = new("WrongApiKey", FailureKind.Authentication,
        meaning: "Atlas rejects the API key.",
        cause: "The key was deleted, or one half of it was mistyped.",
        remedy: "Check the public and the private key: a key that was deleted, or a private key that was mistyped, looks just like this.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError WrongServiceAccount = new("WrongServiceAccount", FailureKind.Authentication,
        meaning: "Atlas rejects the service account.",
        cause: "A client secret that has expired or was deleted, or a mistyped one.",
        remedy: "Check client id and client secret: a secret that has expired, or was deleted, looks just like this.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError AtlasTokenRefused = new("AtlasTokenRefused", FailureKind.Authentication,
        meaning: "Atlas rejects the access token.",
        cause: "The token expired, was revoked, or belongs to another Atlas.",
        remedy: "Connect again with a fresh token, or with -ServiceAccount, whose tokens the session renews itself.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError ServiceAccountRefused = new("ServiceAccountRefused", FailureKind.Authentication,
        meaning: "Atlas knows the service account and gives it no token.",
        cause: "It has 100 live tokens already.",
        remedy: "Atlas knows the service account and gives it no token: it may have 100 live ones already. End sessions with Disconnect-Atlas, or wait an hour, which is how long a token lives.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError AccessRefused = new("AccessRefused", FailureKind.PermissionDenied,
        meaning: "Atlas refuses access, with a code that AtlasCmk does not know.",
        cause: "Atlas's code and words are in the message. One possibility is a role that is too small.",
        remedy: "Go by Atlas's words. The message names the role that the request needs.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError DigestNonceRefused = new("DigestNonceRefused", FailureKind.Unreachable,
        meaning: "Atlas calls its own fresh sign-in challenges stale.",
        cause: "A clock that is wrong, or a proxy or load balancer that sends each try to another server.",
        remedy: "This says nothing about the API key. Check this machine's clock, and the proxy or load balancer between here and Atlas. Then run the command again.");

    public static readonly AtlasCmkError RoleTooSmall = new("RoleTooSmall", FailureKind.PermissionDenied,
        meaning: "The credentials are right, and their role is too small for the request.",
        cause: "What changes encryption at rest needs Project Owner.",
        remedy: "Give the role that the message names to the API key or service account in the project, or use one that has it.",
        VendorPages.ApiAccess);

    public static readonly AtlasCmkError NotFoundInAtlas = new("NotFoundInAtlas", FailureKind.NotFound,
        meaning: "Atlas does not know what the request is about.",
        cause: "A mistyped name or id, or something that was deleted.",
        remedy: "Check the name or id: Atlas does not know it, or no longer.");

    public static readonly AtlasCmkError RateLimited = new("RateLimited", FailureKind.Throttled,
        meaning: "Atlas asks to slow down, and the retries are used up.",
        cause: "Others use the project's, the user's or the address's allowance too.",
        remedy: "Wait a minute, or lower -ThrottleLimit.",
        VendorPages.RateLimits);

    public static readonly AtlasCmkError AtlasServerError = new("AtlasServerError", FailureKind.Failed,
        meaning: "A fault on Atlas's side.",
        cause: "An error 500 to 599 that lasted through the retries.",
        remedy: "This is a fault on Atlas's side: run the command again in a few minutes; it looks at what is there before it changes anything.");

    public static readonly AtlasCmkError AtlasApiError = new("AtlasApiError", FailureKind.Refused,
        meaning: "Atlas refuses the request, for a reason of which AtlasCmk knows no more than the message says.",
        cause: "Atlas's code and detail are in the message.",
        remedy: "Read Atlas's explanation above; the code is in its list of error codes.",
        VendorPages.ListOfCodes);
}
