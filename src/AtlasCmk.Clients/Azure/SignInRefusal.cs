namespace AtlasCmk.Clients;

/// <summary>Why an Azure sign-in got no token: the Microsoft Entra error number, if any, and the message of the response.</summary>
/// <param name="Code">For example AADSTS7000222, or null.</param>
/// <param name="Words">The message, in one line.</param>
/// <param name="StatusCode">The HTTP status of the response, or 0 without a response.</param>
internal sealed record SignInRefusal(string? Code, string Words, int StatusCode = 0)
{
    /// <summary>The requested wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the response does not match the sign-in contract.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether Microsoft Entra refused the credential, so that it would be refused again.</summary>
    public bool IsFinal => Code is not null && StatusCode is 400 or 401 or 403 && EntraErrorCodes.Find(Code)?.Kind == FailureKind.Authentication;

    public override string ToString() => Code is null || Words.StartsWith(Code, StringComparison.Ordinal) ? Words : $"{Code}: {Words}";
}
