namespace AtlasCmk;

/// <summary>Turns an answer of Azure that is no success into the one exception that says what to do.</summary>
internal static class AzureFailures
{
    /// <summary>An answer with an error status. <paramref name="error"/> is null where the body was empty or no error of Azure; <paramref name="retryAfter"/> is how long Azure asks to wait.</summary>
    public static AzureApiException From(AzureCall call, int statusCode, AzureApiError? error, TimeSpan? retryAfter = null) =>
        From(call, statusCode, error, "refused to", Meaning(call, statusCode, error).NotBefore(retryAfter));

    /// <summary>Azure accepted the request, worked on it, and came to a bad end.</summary>
    public static AzureApiException OperationFailed(AzureCall call, int statusCode, string state, AzureApiError? error) =>
        From(call, statusCode, error ?? new(state, null), "could not", Known(error)
            ?? Verdict.Of(FailureKind.Failed, "AzureOperationFailed"));

    /// <summary>A rejected connection is final for many of Azure's services, and Atlas replaces it anyway.</summary>
    public static AzureApiException RejectedIsFinal(AzureCall call, AzureApiException refusal) =>
        new(FailureKind.Refused, "ConnectionRejected", $"The connection was rejected before, and Azure does not take that back: {refusal.Message}",
            "Wait until Atlas has recreated the endpoint (PENDING_RECREATION, then PENDING_ACCEPTANCE, with a new connection name), then approve that one: Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE.",
            call.Path, refusal.StatusCode, refusal.ErrorCode, refusal.InnerErrorCode, refusal);

    /// <summary>A success whose body is not what Azure promises.</summary>
    public static AzureApiException Unreadable(AzureCall call, int statusCode, string why, Exception? inner = null) =>
        new(FailureKind.Protocol, "UnreadableAnswer", $"Azure answered {call.Method} {call.Path} with {statusCode}, but {why}.",
            "Something between here and Azure may have replaced the answer (a proxy, a sign-in page): check the network.", call.Path, statusCode, null, inner: inner);

    /// <summary>A success about something else than was asked.</summary>
    public static AzureApiException Untrusted(AzureCall call, int statusCode, string why) =>
        new(FailureKind.Protocol, "UntrustedAnswer", $"Azure answered {call.Method} {call.Path} with {statusCode}, but {why}.",
            OwnErrorIds.Find("UntrustedAnswer").Remedy, call.Path, statusCode, null);

    /// <summary>An address in an answer that leads to another host, or out of TLS, is never followed: the token would go there.</summary>
    public static AzureApiException ForeignAddress(AzureCall call, int statusCode, string where) =>
        new(FailureKind.Protocol, "RedirectRefused", $"Azure answered {call.Method} {call.Path} with {statusCode} and leads on to {where}, which is not followed: it would carry the token there.",
            "Check whatever stands between here and Azure.", call.Path, statusCode, null);

    /// <summary>Azure is still at work when the caller's time is up.</summary>
    public static AtlasCmkException TimedOut(AzureCall call, TimeSpan timeout, string? lastState) =>
        new(FailureKind.TimedOut, "WaitTimedOut", $"Azure accepted the request to {call.What}, but had not finished it after {timeout.TotalSeconds:0} s; its last state was {lastState ?? "not known"}.",
            "It goes on in Azure: look again in some minutes, or give more time (-TimeoutSec).", call.Path);

    private static AzureApiException From(AzureCall call, int statusCode, AzureApiError? error, string verdict, Verdict meaning)
    {
        var code = error?.Code is { } outer ? $"{statusCode} {outer}{(error.InnerCode is { } inner ? $", {inner}" : "")}" : $"{statusCode}, with no code";
        var texts = new[] { error?.Message }.Concat(error?.Details.Select(d => d.Message) ?? [])
            .Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => " " + t!.Trim()).Distinct();
        return new(meaning.Kind, meaning.ErrorId, $"Azure {verdict} {call.What} ({code}; {call.Method} {call.Path}).{string.Concat(texts)}",
            meaning.Remedy, call.Path, statusCode, error?.Code, error?.InnerCode);
    }

    private static Verdict Meaning(AzureCall call, int statusCode, AzureApiError? error) =>
        Known(error) ?? statusCode switch
        {
            401 => Verdict.Of(AzureErrorCodes.Find("Unauthorized")!),
            // AuthorizationFailed, and every 403 that says no more.
            403 => new(FailureKind.PermissionDenied, "AzureRoleTooSmall", $"This needs the right {call.Right}: give it to the identity that is signed in to Azure, for example with the role {call.Role}; a new role takes some minutes to work."),
            404 => Verdict.Of(AzureErrorCodes.Find("ResourceNotFound")!),
            409 or 412 => Verdict.Of(AzureErrorCodes.Find("Conflict")!),
            429 => Verdict.Of(AzureErrorCodes.Find("Throttled")!),
            >= 500 => Verdict.Of(FailureKind.Failed, "AzureServerError"),
            _ => Verdict.Of(FailureKind.Refused, "AzureApiError"),
        };

    /// <summary>The most precise code decides: Key Vault's inner one, then the outer, then those of Resource Manager's details.</summary>
    private static Verdict? Known(AzureApiError? error) =>
        error is null ? null
        : (AzureErrorCodes.Find(error.InnerCode) ?? AzureErrorCodes.Find(error.Code)) is { } code ? Verdict.Of(code)
        : error.Details.Select(Known).FirstOrDefault(m => m is not null);
}
