namespace AtlasCmk.Clients;

/// <summary>Converts a failed Azure sign-in to an exception with a recommended action.</summary>
internal static class AzureSignInFailures
{
    /// <summary>A sign-in that got a response without a token.</summary>
    /// <param name="source">What signed in.</param>
    /// <param name="refusal">The response.</param>
    /// <param name="remedy">The recommended action for this source, if Microsoft Entra gives no known error number.</param>
    /// <param name="claims">The claims that Azure requested, in base64, or null.</param>
    public static AzureApiException Refused(string source, SignInRefusal refusal, string? remedy, string? claims = null)
    {
        var known = EntraErrorCodes.Find(refusal.Code);
        var error = (known, refusal, remedy) switch
        {
            ({ } code, _, _) => code,
            _ when claims is not null => AzureErrors.AzureMultiFactorRequired,
            (_, { StatusCode: 429 }, _) => AzureErrorCodes.Throttled,
            (_, { Code: null, StatusCode: >= 500 }, null) => AzureErrors.AzureServerError,
            (_, { IsForeign: true }, null) => ServiceErrors.UnreadableAnswer,
            _ => AzureErrors.AzureSignInFailed,
        };
        var whatToDo = claims is not null && (known is null || error.ErrorId == AzureErrors.AzureMultiFactorRequired.ErrorId) ? MultiFactorRemedy(new(claims, null))
            : error.Kind == FailureKind.Throttled ? EntraErrorCodes.ThrottledRemedy
            : known?.Remedy ?? remedy ?? UnknownEntraRemedy(refusal.Code) ?? error.Remedy;
        var message = $"Signing in to Azure failed: {source}: {refusal}";
        return Refused(new(error, whatToDo), message, null, refusal);
    }

    /// <summary>Microsoft Entra refuses the application's secret that is meant for Atlas.</summary>
    public static AzureApiException ClientSecretRefused(string clientId, string tenantId, SignInRefusal refusal)
    {
        var remedy = EntraErrorCodes.Find(refusal.Code)?.Remedy ?? UnknownEntraRemedy(refusal.Code)
            ?? $"Read Microsoft Entra's explanation above. One possibility is the secret. {AzureErrors.ClientSecretRefused.Remedy}";
        return Refused(new(AzureErrors.ClientSecretRefused, remedy), $"Microsoft Entra refused the sign-in of application {clientId} to tenant {tenantId}. {refusal}", clientId, refusal);
    }

    public static string MultiFactorRemedy(AzureChallenge challenge)
    {
        var (tenantOfAz, tenantOfCli) = challenge.TenantId is { } tenant ? (PowerShellCommand.Of($" -Tenant {tenant}"), PowerShellCommand.Of($" --tenant {tenant}")) : (null, null);
        var (claimsOfAz, claimsOfCli) = challenge.Claims is { } claims ? (PowerShellCommand.Of($" -ClaimsChallenge {claims}"), PowerShellCommand.Of($" --claims-challenge {claims}")) : (null, null);
        return $"Sign in again, then connect again with Connect-Atlas: {PowerShellCommand.Of($"Connect-AzAccount{tenantOfAz}{claimsOfAz}")} or "
            + $"{PowerShellCommand.Of($"az login{tenantOfCli}{claimsOfCli}")}. "
            + "A managed identity or an application (-AzureCredential) does not need multi-factor authentication.";
    }

    /// <summary>Microsoft Entra documents each error number.</summary>
    private static string? UnknownEntraRemedy(string? code) => code is null ? null
        : $"Read Microsoft Entra's explanation above. Microsoft explains the number at https://login.microsoftonline.com/error?code={code["AADSTS".Length..]}.";

    private static AzureApiException Refused(ErrorMeaning meaning, string message, string? target, SignInRefusal refusal) =>
        new(meaning.Error, message, meaning.NotBefore(refusal.RetryAfter).Remedy, target, refusal.StatusCode, refusal.Code)
        {
            HelpLink = ErrorCatalog.LinkFor(refusal.Code) ?? meaning.Error.Source?.AbsoluteUri,
            SignInAnswer = refusal.Words,
            // Without a token, the request that needs it is not sent.
            Outcome = ChangeOutcome.NotDone,
            IsServerFault = AnswerStatus.IsServerFault(refusal.StatusCode),
        };
}
