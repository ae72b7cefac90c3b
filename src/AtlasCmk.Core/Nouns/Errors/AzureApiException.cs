namespace AtlasCmk;

/// <summary>Azure refused a request, or the sign-in to Azure failed.</summary>
public sealed class AzureApiException : AtlasCmkException
{
    internal AzureApiException(AtlasCmkError error, string message, string? remedy, object? target, int statusCode, string? errorCode, string? innerErrorCode = null, Exception? inner = null)
        : base(error, message, remedy, target, inner)
    {
        StatusCode = statusCode;
        ErrorCode = errorCode;
        InnerErrorCode = innerErrorCode;
    }

    /// <summary>The HTTP status of the answer; 0 where there was none.</summary>
    public int StatusCode { get; }

    /// <summary>Azure's own code, for example AuthorizationFailed; Microsoft Entra's number, for example AADSTS7000222.</summary>
    public string? ErrorCode { get; }

    /// <summary>The more precise code inside it, where Azure gives one, for example ForbiddenByConnection.</summary>
    public string? InnerErrorCode { get; }

    /// <summary>What a refused sign-in was answered; null for any other error.</summary>
    internal string? SignInAnswer { get; init; }
}
