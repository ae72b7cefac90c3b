namespace AtlasCmk;

/// <summary>Turns an answer of Atlas that is no success into the one exception that says what to do.</summary>
internal static class AtlasFailures
{
    /// <summary>An answer with an error status. <paramref name="error"/> is null where the body was empty or no ApiError.</summary>
    public static AtlasApiException From(AtlasCall call, int statusCode, AtlasApiError? error)
    {
        var meaning = Meaning(call, statusCode, error);
        return new(meaning.Kind, meaning.ErrorId, Message(call, statusCode, error, meaning), meaning.Remedy, call, statusCode, error);
    }

    /// <summary>A success whose body is not what Atlas promises.</summary>
    public static AtlasApiException Unreadable(AtlasCall call, int statusCode, string why, Exception? inner = null) =>
        new(FailureKind.Protocol, "UnreadableAnswer", $"Atlas answered {call.Method} {call.Path} with {statusCode}, but {why}.",
            "Something between here and Atlas may have replaced the answer (a proxy, a sign-in page): check the address and the network.", call, statusCode, null, inner);

    /// <summary>A redirect is never followed: it would carry the credentials to another host.</summary>
    public static AtlasApiException Redirected(AtlasCall call, int statusCode, string? host) =>
        new(FailureKind.Protocol, "RedirectRefused", $"Atlas answered {call.Method} {call.Path} with a redirect ({statusCode}) to {host ?? "nowhere"}, which is not followed: it would carry the credentials there.",
            "Check the address (-AtlasUri) and whatever stands between here and Atlas.", call, statusCode, null);

    private static AtlasErrorCodes.Meaning Meaning(AtlasCall call, int statusCode, AtlasApiError? error)
    {
        if (AtlasErrorCodes.Find(error?.ErrorCode) is { } known)
        {
            return known;
        }

        return statusCode switch
        {
            // Seen from the real service: a key that is known, but whose role is too small, gets a 401 with this code.
            401 when error?.ErrorCode == "USER_UNAUTHORIZED" => RoleTooSmall(call),
            401 => new(FailureKind.Authentication, "WrongApiKey", "Check the public and the private key: a key that was deleted, or a private key that was mistyped, looks just like this."),
            403 => RoleTooSmall(call),
            404 => new(FailureKind.NotFound, "NotFoundInAtlas", "Check the name or id: Atlas does not know it, or no longer."),
            429 => new(FailureKind.Throttled, "RateLimited", "Wait a minute, or lower -ThrottleLimit."),
            >= 500 => new(FailureKind.Failed, "AtlasServerError", "This is a fault on Atlas's side: run the command again in a few minutes; it looks at what is there before it changes anything."),
            _ => new(FailureKind.Refused, "AtlasApiError", "Read Atlas's explanation above; the code is in its list of error codes."),
        };
    }

    private static AtlasErrorCodes.Meaning RoleTooSmall(AtlasCall call) =>
        new(FailureKind.PermissionDenied, "RoleTooSmall", $"This call needs the role {call.RequiredRole}: give it to the API key in the project, or use a key that has it.");

    private static string Message(AtlasCall call, int statusCode, AtlasApiError? error, AtlasErrorCodes.Meaning meaning)
    {
        var code = error?.ErrorCode is { } c ? $"{statusCode} {c}" : $"{statusCode}, with no code";
        var detail = string.IsNullOrWhiteSpace(error?.Detail) ? "" : $" {error.Detail.Trim()}";
        var what = meaning.ErrorId switch
        {
            "WrongApiKey" => "Atlas rejected the API key",
            "AddressNotOnAccessList" => "Atlas refuses this machine's address, which is not on the API key's access list",
            "NoAccessToProject" => "The API key has no access to this project, or the project does not exist",
            "RoleTooSmall" => $"The API key's role is too small for this call, which needs {call.RequiredRole}",
            "OrganizationInactive" => "The organisation is inactive",
            "OrganizationSuspended" => "The organisation is suspended",
            _ => "Atlas refused the request",
        };
        return $"{what} ({code}; {call.Method} {call.Path}).{detail}";
    }
}
