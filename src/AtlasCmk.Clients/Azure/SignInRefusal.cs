namespace AtlasCmk.Clients;

/// <summary>Why a sign-in to Azure got no token: the number of Microsoft Entra where there is one, and the words of whatever answered, once.</summary>
/// <param name="Code">For example AADSTS7000222; null where nothing like it came.</param>
/// <param name="Words">What was answered, in one line.</param>
/// <param name="StatusCode">The HTTP status of the answer; 0 where there was none.</param>
internal sealed record SignInRefusal(string? Code, string Words, int StatusCode = 0)
{
    /// <summary>How long was asked to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the answer has no form that a sign-in promises.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether Microsoft Entra has decided, so that the same credential would be refused again.</summary>
    public bool IsFinal => Code is not null && StatusCode is 400 or 401 or 403 && EntraErrorCodes.Find(Code)?.Kind == FailureKind.Authentication;

    public override string ToString() => Code is null || Words.StartsWith(Code, StringComparison.Ordinal) ? Words : $"{Code}: {Words}";
}
