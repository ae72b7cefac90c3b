namespace AtlasCmk;

/// <summary>Turns an answer of Atlas that is no success into the one exception that says what to do.</summary>
internal static class AtlasFailures
{
    private const string InAtlassPlace = "Something between here and Atlas may have replaced the answer (a proxy, a firewall, a sign-in page): check the address and the network.";

    /// <summary>An answer with an error status. <paramref name="error"/> is null where the body was empty or no ApiError; <paramref name="caller"/> is what signed in, an API key or a service account; <paramref name="retryAfter"/> is how long Atlas asks to wait.</summary>
    public static AtlasApiException From(AtlasCall call, int statusCode, AtlasApiError? error, string caller = AtlasCredential.ApiKey, TimeSpan? retryAfter = null)
    {
        var meaning = Meaning(call, statusCode, error, caller).NotBefore(retryAfter);
        return new(meaning.Kind, meaning.ErrorId, Message(call, statusCode, error, meaning, caller), meaning.Remedy, call, statusCode, error);
    }

    /// <summary>The token endpoint refused a service account. Its refusals have OAuth's shape, but for the rate limit, which has Atlas's.</summary>
    public static AtlasApiException NoToken(AtlasCall call, int statusCode, AtlasApiError? error, TimeSpan? retryAfter = null)
    {
        const string subject = AtlasCredential.ServiceAccount;
        var meaning = statusCode switch
        {
            400 or 401 => Verdict.Of(FailureKind.Authentication, "WrongServiceAccount"),
            403 when error?.ErrorCode is not null => Verdict.Of(FailureKind.Authentication, "ServiceAccountRefused"),
            _ => Meaning(call, statusCode, error, subject).NotBefore(retryAfter),
        };
        return new(meaning.Kind, meaning.ErrorId, Message(call, statusCode, error, meaning, subject), meaning.Remedy, call, statusCode, error);
    }

    /// <summary>A success whose body is not what Atlas promises.</summary>
    public static AtlasApiException Unreadable(AtlasCall call, int statusCode, string why, Exception? inner = null) =>
        new(FailureKind.Protocol, "UnreadableAnswer", $"Atlas answered {call.Method} {call.Path} with {statusCode}, but {why}.",
            InAtlassPlace, call, statusCode, null, inner);

    /// <summary>A success about something else than was asked.</summary>
    public static AtlasApiException Untrusted(AtlasCall call, int statusCode, string why) =>
        new(FailureKind.Protocol, "UntrustedAnswer", $"Atlas answered {call.Method} {call.Path} with {statusCode}, but {why}.",
            OwnErrorIds.Find("UntrustedAnswer").Remedy, call, statusCode, null);

    /// <summary>A redirect is never followed: it would carry the credentials to another host.</summary>
    public static AtlasApiException Redirected(AtlasCall call, int statusCode, string? host) =>
        new(FailureKind.Protocol, "RedirectRefused", $"Atlas answered {call.Method} {call.Path} with a redirect ({statusCode}) to {host ?? "nowhere"}, which is not followed: it would carry the credentials there.",
            "Check the address (-AtlasUri) and whatever stands between here and Atlas.", call, statusCode, null);

    private static Verdict Meaning(AtlasCall call, int statusCode, AtlasApiError? error, string caller)
    {
        if (AtlasErrorCodes.Find(error?.ErrorCode) is { } known)
        {
            return Verdict.Of(known);
        }

        return statusCode switch
        {
            // Seen from the real service: a key that is known, but whose role is too small, gets a 401 with this code.
            401 when error?.ErrorCode == AtlasErrorCodes.RoleTooSmall => RoleTooSmall(call, caller),
            401 when caller == AtlasCredential.AccessToken => Verdict.Of(FailureKind.Authentication, "AtlasTokenRefused"),
            401 when caller == AtlasCredential.ServiceAccount => new(FailureKind.Authentication, "WrongServiceAccount", "Atlas gave the service account a token, and refuses it now: see whether the account was deleted or disabled meanwhile, and connect again."),
            401 => Verdict.Of(FailureKind.Authentication, "WrongApiKey"),
            // A refusal of Atlas always has a code. Whoever else refused, no role would change it.
            403 when error?.ErrorCode is null => new(FailureKind.Protocol, "UnreadableAnswer", InAtlassPlace),
            403 => RoleTooSmall(call, caller),
            404 => Verdict.Of(FailureKind.NotFound, "NotFoundInAtlas"),
            429 => Verdict.Of(FailureKind.Throttled, "RateLimited"),
            >= 500 => Verdict.Of(FailureKind.Failed, "AtlasServerError"),
            _ => Verdict.Of(FailureKind.Refused, "AtlasApiError"),
        };
    }

    private static Verdict RoleTooSmall(AtlasCall call, string caller) =>
        new(FailureKind.PermissionDenied, "RoleTooSmall", $"This call needs {call.RequiredRole}: give that role to the {caller} in the project, or use one that has it.");

    private static string Message(AtlasCall call, int statusCode, AtlasApiError? error, Verdict meaning, string caller)
    {
        var code = error?.ErrorCode is { } c ? $"{statusCode} {c}" : $"{statusCode}, with no code";
        var detail = string.IsNullOrWhiteSpace(error?.Detail) ? "" : $" {error.Detail.Trim()}";
        var what = meaning.ErrorId switch
        {
            "WrongApiKey" or "WrongServiceAccount" or "AtlasTokenRefused" => $"Atlas rejected the {caller}",
            "ServiceAccountRefused" => $"Atlas gives the {caller} no token",
            "AddressNotOnAccessList" => $"Atlas refuses this machine's address, which is not on the {caller}'s access list",
            "NoAccessToProject" => $"The {caller} has no access to this project, or the project does not exist",
            "RoleTooSmall" => $"The {caller}'s role is too small for this call, which needs {call.RequiredRole}",
            "UnreadableAnswer" => "The request was refused, and the answer does not explain itself as Atlas does",
            "OrganizationInactive" => "The organisation is inactive",
            "OrganizationSuspended" => "The organisation is suspended",
            _ => "Atlas refused the request",
        };
        return $"{what} ({code}; {call.Method} {call.Path}).{detail}";
    }
}
