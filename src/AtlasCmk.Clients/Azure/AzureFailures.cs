namespace AtlasCmk.Clients;

/// <summary>Converts an unsuccessful Azure response to an exception with a recommended action.</summary>
internal static class AzureFailures
{
    private const string InAzuresPlace = "A proxy, a firewall or a sign-in page between this computer and Azure is one possibility: check the network, then run the command again.";

    /// <summary>A response with an error status.</summary>
    /// <param name="call">The request.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="error">The body. Null if it is empty.</param>
    /// <param name="retryAfter">The wait that Azure requests.</param>
    /// <param name="mayBeDone">Whether an earlier try may have been carried out.</param>
    public static AzureApiException From(AzureCall call, int statusCode, AzureApiError? error, TimeSpan? retryAfter = null, bool mayBeDone = false) =>
        IsAboutMultiFactor(error)
            ? SignInAgain(call, statusCode, error, new(error?.Claims, null), mayBeDone)
            : From(call, statusCode, error, "refused to", Meaning(call, statusCode, error).NotBefore(retryAfter), mayBeDone);

    /// <summary>Azure requires another sign-in that the session's credential cannot provide.</summary>
    public static AzureApiException SignInAgain(AzureCall call, int statusCode, AzureApiError? error, AzureChallenge challenge, bool mayBeDone = false)
    {
        var need = challenge.AsksForStrength || Mentions(error, "MFA") || Mentions(error, "multi-factor") || Mentions(error, "multifactor")
            ? "Azure requires a sign-in with multi-factor authentication."
            : challenge.Claims is null ? "Azure itself forbids this. The usual reason is a sign-in without multi-factor authentication."
            : "Azure requires a new sign-in, usually with multi-factor authentication.";
        return New(AzureErrors.AzureMultiFactorRequired, $"{Refused(call, statusCode, error, "refused to")} {need}{Words(error)}",
            AzureSignInFailures.MultiFactorRemedy(challenge), call, statusCode, error, mayBeDone: mayBeDone);
    }

    /// <summary>An error that is not in Azure's format. Its origin is unknown.</summary>
    /// <param name="call">The request.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="beginning">The beginning of the response in one line. Empty without a body.</param>
    public static AzureApiException NotFromAzure(AzureCall call, int statusCode, string beginning)
    {
        var answer = beginning.Length == 0 ? "the answer is empty, so it may not have come from Azure."
            : $"the answer {(statusCode >= 500 ? "probably " : "")}did not come from Azure. It begins: {beginning}";
        return New(ServiceErrors.UnreadableAnswer, $"The request to {call.What} was refused ({statusCode}, with no code; {call.Method} {call.Path}), and {answer}",
            InAzuresPlace, call, statusCode);
    }

    /// <summary>Azure accepted the request, but the operation failed.</summary>
    public static AzureApiException OperationFailed(AzureCall call, int statusCode, string state, AzureApiError? error) =>
        From(call, statusCode, error ?? new(state, null), "could not", Known(error)
            ?? ErrorMeaning.Of(AzureErrors.AzureOperationFailed));

    /// <summary>A success whose body does not match the Azure contract.</summary>
    public static AzureApiException Unreadable(AzureCall call, int statusCode, string why, Exception? inner = null) =>
        New(ServiceErrors.UnreadableAnswer, $"Azure answered {call.Method} {call.Path} with {statusCode}, but {why}.",
            InAzuresPlace, call, statusCode, inner: inner);

    /// <summary>Whether a response was about another object than requested. Reading the same service again does not help.</summary>
    public static bool IsUntrusted(AtlasCmkException e) => e.ErrorId == "UntrustedAnswer";

    /// <summary>Whether it is an unreadable success. The next response can be readable.</summary>
    public static bool IsUnreadableSuccess(AzureApiException e) => e is { ErrorId: "UnreadableAnswer", StatusCode: >= 200 and < 300 };

    /// <summary>A success about another object than the requested one.</summary>
    public static Func<string, AzureApiException> Untrusted(AzureCall call, int statusCode) => why =>
        New(ServiceErrors.UntrustedAnswer, $"Azure answered {call.Method} {call.Path} with {statusCode}, but {why}.",
            ServiceErrors.UntrustedAnswer.Remedy, call, statusCode);

    /// <summary>An address on another host or without TLS is not followed, because the token would be sent there.</summary>
    public static AzureApiException ForeignAddress(AzureCall call, int statusCode, string where) =>
        New(ServiceErrors.RedirectRefused, $"Azure answered {call.Method} {call.Path} with {statusCode} and redirects to {where}. The redirect is not followed, because it would send the token there.",
            "Check any proxy or gateway between here and Azure.", call, statusCode);

    /// <summary>Azure has not completed the request within the timeout.</summary>
    public static AtlasCmkException TimedOut(AzureCall call, TimeSpan timeout, string? lastState) =>
        CommandErrors.NotFinished($"Azure accepted the request to {call.What}, but had not finished it after {timeout.TotalSeconds:0} s; its last state was {lastState ?? "not known"}.",
            "The work continues in Azure. Run the command again in a few minutes, or allow more time with -TimeoutSec.", call.Path);

    private static AzureApiException From(AzureCall call, int statusCode, AzureApiError? error, string verdict, ErrorMeaning meaning, bool mayBeDone = false) =>
        New(meaning.Error, Refused(call, statusCode, error, verdict) + Words(error), meaning.Remedy, call, statusCode, error, mayBeDone: mayBeDone);

    private static AzureApiException New(
        AtlasCmkError meaning, string message, string remedy, AzureCall call, int statusCode, AzureApiError? error = null, Exception? inner = null, bool mayBeDone = false) =>
        new(meaning, message, remedy, call.Path, statusCode, error?.Code, error?.InnerCode, inner)
        {
            HelpLink = ErrorCatalog.LinkFor(error?.InnerCode, error?.Code) ?? meaning.Source?.AbsoluteUri,
            MayPass = AzureConflicts.MayPass(statusCode, meaning.Kind, error),
            AlreadyExists = error?.Code == AzureConflicts.RoleAssignmentExists,
            Outcome = AnswerStatus.Outcome(statusCode, meaning.Kind, mayBeDone),
            IsConflict = AnswerStatus.IsConflict(statusCode),
            IsServerFault = AnswerStatus.IsServerFault(statusCode),
        };

    private static string Refused(AzureCall call, int statusCode, AzureApiError? error, string verdict)
    {
        var codes = (error?.All() ?? []).Select(e => e.Code).Where(c => !string.IsNullOrEmpty(c)).Distinct().Take(6).ToList();
        return $"Azure {verdict} {call.What} ({statusCode}{(codes.Count > 0 ? " " + string.Join(", ", codes) : ", with no code")}; {call.Method} {call.Path}).";
    }

    /// <summary>Azure's messages without repetitions. For an error without a message, its target.</summary>
    private static string Words(AzureApiError? error)
    {
        var texts = (error?.All() ?? []).Select(e => string.IsNullOrWhiteSpace(e.Message) ? Subject(e) : e.Message.Trim());
        return string.Concat(texts.Concat(error?.All().SelectMany(e => e.Policies) ?? []).OfType<string>().Distinct().Take(12).Select(t => " " + t));
    }

    private static string? Subject(AzureApiError error) => string.IsNullOrWhiteSpace(error.Target) ? null : $"{error.Code ?? "Error"}: {error.Target}.";

    private static ErrorMeaning Meaning(AzureCall call, int statusCode, AzureApiError? error) => Known(error) ?? statusCode switch
    {
        401 => ErrorMeaning.Of(AzureErrorCodes.Find("Unauthorized")!),
        403 when error?.All().Any(e => e.Code == "AuthorizationFailed") == true => new(AzureErrors.AzureRoleTooSmall, $"This needs the right {call.Right}: {Give(call)}"),
        // Azure's errors always have a code. Without one, it is unknown whether a role would help.
        403 when string.IsNullOrEmpty(error?.Code) => new(ServiceErrors.UnreadableAnswer, InAzuresPlace),
        403 => new(AzureErrors.AzureApiError.As(FailureKind.PermissionDenied), $"Read Azure's code and explanation above. One possibility is that the right {call.Right} is missing: {Give(call)}"),
        404 => ErrorMeaning.Of(AzureErrorCodes.Find("ResourceNotFound")!),
        409 or 412 => ErrorMeaning.Of(AzureErrorCodes.Find("Conflict")!),
        429 => ErrorMeaning.Of(AzureErrorCodes.Find("Throttled")!),
        >= 500 => ErrorMeaning.Of(AzureErrors.AzureServerError),
        _ => ErrorMeaning.Of(AzureErrors.AzureApiError),
    };

    private static string Give(AzureCall call) => $"give it to the identity that is signed in to Azure, for example with the role {call.Role}. A new role takes some minutes to work.";

    /// <summary>The most specific code counts: Key Vault's innermost code, then the outer code, then the codes in Resource Manager's details.</summary>
    private static ErrorMeaning? Known(AzureApiError? error) =>
        error is null ? null
        : error.Inner.Select(e => e.Code).Reverse().Append(error.Code).Select(AzureErrorCodes.Find).FirstOrDefault(c => c is not null) is { } code ? Meaning(code, error)
        : error.Details.Select(Known).FirstOrDefault(m => m is not null);

    private static ErrorMeaning Meaning(AtlasCmkError code, AzureApiError error) =>
        code.ErrorId == "DisallowedByPolicy" && (error.All().Any(e => e.Policies.Count > 0) || Mentions(error, "policyAssignment"))
        ? ErrorMeaning.Of(code) with { Remedy = "Ask the owner of the policy assignment that is named above to change it, or to exempt the vault (New-AzPolicyExemption)." }
        : ErrorMeaning.Of(code);

    /// <summary>Azure also uses this code to deny regions. For changes to existing resources, it denies those without multi-factor authentication.</summary>
    private static bool IsAboutMultiFactor(AzureApiError? error) =>
        error is not null && (error.Claims is not null
            || (error.All().Any(e => "RequestDisallowedByAzure".Equals(e.Code, StringComparison.OrdinalIgnoreCase)) && !Mentions(error, "region")));

    private static bool Mentions(AzureApiError? error, string word) => error?.All().Any(e => e.Message?.Contains(word, StringComparison.OrdinalIgnoreCase) == true) == true;
}
