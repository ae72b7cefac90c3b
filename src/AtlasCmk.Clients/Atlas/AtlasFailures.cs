namespace AtlasCmk.Clients;

/// <summary>Converts an unsuccessful Atlas response to an exception with a recommended action.</summary>
internal static partial class AtlasFailures
{
    private const string SomethingBetween = "Something between here and Atlas may have answered instead: a proxy, a firewall or a sign-in page. Check "
        + "the address (-AtlasUri), the proxy and the network.";

    /// <summary>A response with an error status.</summary>
    /// <param name="call">The request.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="error">The body. Null if it is empty.</param>
    /// <param name="caller">An API key or a service account.</param>
    /// <param name="retryAfter">The wait that Atlas requests.</param>
    /// <param name="mayBeDone">Whether an earlier try may have been carried out.</param>
    public static AtlasApiException From(
        AtlasCall call, int statusCode, AtlasApiError? error, string caller = AtlasCredential.ApiKey, TimeSpan? retryAfter = null, bool mayBeDone = false)
    {
        var meaning = Meaning(call, statusCode, error, caller).NotBefore(retryAfter);
        var message = Message(call, statusCode, error, meaning, caller) + (mayBeDone && call.Look is not null ? " It is unknown whether an earlier try was carried out." : "");
        return New(meaning.Error, message, OrLook(call, statusCode, meaning.Remedy, mayBeDone), call, statusCode, error, mayBeDone: mayBeDone);
    }

    /// <summary>The token endpoint refused a service account. Its errors have OAuth's shape, except for the rate limit, which has Atlas's.</summary>
    public static AtlasApiException NoToken(AtlasCall call, int statusCode, AtlasApiError? error, TimeSpan? retryAfter = null)
    {
        const string subject = AtlasCredential.ServiceAccount;
        var meaning = statusCode switch
        {
            400 or 401 or 403 when error is null or { IsForeign: true } => new(ServiceErrors.UnreadableAnswer, SomethingBetween),
            400 or 401 or 403 when AtlasRefusal.IsAccessList(error.ErrorCode) => NotOnAccessList(error, subject),
            400 or 401 => ErrorMeaning.Of(AtlasErrors.WrongServiceAccount),
            403 => ErrorMeaning.Of(AtlasErrors.ServiceAccountRefused),
            _ => Meaning(call, statusCode, error, subject).NotBefore(retryAfter),
        };
        return New(meaning.Error, Message(call, statusCode, error, meaning, subject), meaning.Remedy, call, statusCode, error);
    }

    /// <summary>A success whose body does not match the Atlas contract.</summary>
    public static AtlasApiException Unreadable(AtlasCall call, int statusCode, string why, Exception? inner = null) =>
        New(ServiceErrors.UnreadableAnswer, $"Atlas answered {call.Method} {call.Path} with {statusCode}, but {why}.",
            OrLook(call, statusCode, SomethingBetween), call, statusCode, inner: inner);

    /// <summary>An error that did not come from Atlas. <paramref name="why"/> gives the evidence.</summary>
    public static AtlasApiException Foreign(AtlasCall call, int statusCode, AtlasApiError? error, string why) =>
        New(ServiceErrors.UnreadableAnswer, $"{NotFromAtlas} ({Code(statusCode, error)}; {call.Method} {call.Path}): {why}.{Words(error)}",
            SomethingBetween, call, statusCode, error);

    /// <summary>A success about another object than the requested one.</summary>
    public static AtlasApiException Untrusted(AtlasCall call, int statusCode, string why) =>
        New(ServiceErrors.UntrustedAnswer, $"Atlas answered {call.Method} {call.Path} with {statusCode}, but {why}.",
            ServiceErrors.UntrustedAnswer.Remedy, call, statusCode);

    /// <summary>Redirects are not followed, because they would send the credentials to another host.</summary>
    public static AtlasApiException Redirected(AtlasCall call, int statusCode, string? host) =>
        New(ServiceErrors.RedirectRefused, $"Atlas answered {call.Method} {call.Path} with a redirect ({statusCode}) to {host ?? "nowhere"}. The redirect "
            + "is not followed, because it would send the credentials there.",
            "Check the address (-AtlasUri), and any proxy or gateway between here and Atlas.", call, statusCode);

    /// <summary>The server rejected each nonce as stale, even right after issuing it.</summary>
    public static AtlasApiException NonceRefused(AtlasCall call, int tries) =>
        New(AtlasErrors.DigestNonceRefused, $"Atlas called {tries} sign-in challenges in a row stale, the last ones just after it had sent them ({call.Method} {call.Path}).",
            AtlasErrors.DigestNonceRefused.Remedy, call, 401);

    /// <summary>There was no response. <paramref name="maySent"/> says whether Atlas may have received the request.</summary>
    public static AtlasUnreachableException Unreachable(AtlasCall call, string host, string what, bool maySent, Exception cause, string? remedy) =>
        maySent && call.Look is { } look
            ? ServiceErrors.Unreachable(host, call.Method, call.Path, $"{what} It is unknown whether the request was carried out.", cause, LookFirst(look))
            : ServiceErrors.Unreachable(host, call.Method, call.Path, what, cause, remedy, maySent);

    private static AtlasApiException New(
        AtlasCmkError meaning, string message, string remedy, AtlasCall call, int statusCode, AtlasApiError? error = null, Exception? inner = null, bool mayBeDone = false) =>
        new(meaning, message, remedy, call.Method, call.Path, statusCode, error?.ErrorCode, inner)
        {
            HelpLink = ErrorCatalog.LinkFor(error?.ErrorCode) ?? meaning.Source?.AbsoluteUri,
            Detail = error?.Detail,
            Reason = error?.Reason,
            Parameters = error?.Parameters ?? [],
            IsMissing = meaning.Kind == FailureKind.NotFound && AtlasRefusal.IsOfMissing(statusCode, error),
            Outcome = AnswerStatus.Outcome(statusCode, meaning.Kind, mayBeDone),
            IsConflict = AnswerStatus.IsConflict(statusCode),
            IsServerFault = AnswerStatus.IsServerFault(statusCode),
        };

    private const string NotFromAtlas = "The request was refused, and the answer did not come from Atlas";

    private static ErrorMeaning Meaning(AtlasCall call, int statusCode, AtlasApiError? error, string caller) => statusCode switch
    {
        401 or 403 => AccessRefusal(call, statusCode, error, caller),
        429 => ErrorMeaning.Of(AtlasErrors.RateLimited),
        >= 500 when error is { IsForeign: true } => new(AtlasErrors.AtlasServerError, $"Run the command again in a few minutes. If that does not help: {SomethingBetween}"),
        _ when AtlasErrorCodes.Find(error?.ErrorCode) is { } known => ErrorMeaning.Of(known),
        >= 500 => ErrorMeaning.Of(AtlasErrors.AtlasServerError),
        // Atlas's errors always have an explanation.
        _ when error is null or { IsForeign: true } => new(ServiceErrors.UnreadableAnswer, SomethingBetween),
        404 => ErrorMeaning.Of(AtlasErrors.NotFoundInAtlas),
        _ => ErrorMeaning.Of(AtlasErrors.AtlasApiError),
    };

    private static string Message(AtlasCall call, int statusCode, AtlasApiError? error, ErrorMeaning meaning, string caller)
    {
        var what = meaning.ErrorId switch
        {
            "WrongApiKey" or "WrongServiceAccount" or "AtlasTokenRefused" => $"Atlas rejected the {caller}",
            "ServiceAccountRefused" => $"Atlas issues no token to the {caller}",
            "AddressNotOnAccessList" => $"Atlas refuses this machine's address{(AddressIn(error) is { } address ? $" {address}" : "")}, which is not on the {caller}'s access list",
            "NoAccessToProject" => $"The {caller} has no access to this project, or the project does not exist",
            "RoleTooSmall" => $"The {caller}'s role is too small for this call, which needs {call.RequiredRole}",
            "AccessRefused" => $"Atlas refused the {caller} access",
            "UnreadableAnswer" => NotFromAtlas,
            "OrganizationInactive" => "The organization is inactive",
            "OrganizationSuspended" => "The organization is suspended",
            "AtlasServerError" when call.Look is not null => "Atlas had a server error, and it is unknown whether the request was carried out",
            _ => "Atlas refused the request",
        };
        return $"{what} ({Code(statusCode, error)}; {call.Method} {call.Path}).{Words(error)}";
    }

    private static string Code(int statusCode, AtlasApiError? error) => error?.ErrorCode is { } code ? $"{statusCode} {code}" : $"{statusCode}, with no code";

    /// <summary>The whole text of the error. Atlas's detail can omit values that are in its parameters.</summary>
    private static string Words(AtlasApiError? error)
    {
        if (error?.Foreign is { } foreign)
        {
            return foreign.Length == 0 ? "" : $" It says: \"{foreign}\".";
        }

        var detail = (error?.Detail ?? error?.Reason)?.Trim();
        var others = error?.Parameters.Where(p => p.Length > 0 && detail?.Contains(p, StringComparison.OrdinalIgnoreCase) != true).Distinct().ToList() ?? [];
        return $"{(string.IsNullOrEmpty(detail) ? "" : $" {detail}")}{(others.Count == 0 ? "" : $" (Atlas's parameters: {string.Join(", ", others)})")}";
    }

    /// <summary>If it is unknown whether a change was applied, this is the command to check, unless the caller checks.</summary>
    private static string OrLook(AtlasCall call, int statusCode, string remedy, bool mayBeDone = false) =>
        call.Look is { } look && (mayBeDone || statusCode is (>= 200 and < 300) or >= 500) ? LookFirst(look) : remedy;

    private static string LookFirst(PowerShellCommand look) => $"Check the current state before you send the request again: {look}";
}
