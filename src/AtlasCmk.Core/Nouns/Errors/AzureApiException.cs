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

    /// <summary>The HTTP status of the response; 0 if there was none.</summary>
    public int StatusCode { get; }

    /// <summary>The Azure error code, for example AuthorizationFailed; for Microsoft Entra, for example AADSTS7000222.</summary>
    public string? ErrorCode { get; }

    /// <summary>The more specific inner code, if Azure sends one, for example ForbiddenByConnection.</summary>
    public string? InnerErrorCode { get; }

    /// <summary>The response to a refused sign-in; null for any other error.</summary>
    internal string? SignInAnswer { get; init; }

    /// <summary>Whether the same change can succeed within minutes: Azure applies new permissions with a delay, or another change is in progress.</summary>
    internal bool MayPass { get; init; }

    /// <summary>Whether what the request creates exists already.</summary>
    internal bool AlreadyExists { get; init; }

    private protected override AtlasCmkException Copy(string message, string remedy) => new AzureApiException(Error, message, remedy, null, StatusCode, ErrorCode, InnerErrorCode, this)
    {
        SignInAnswer = SignInAnswer,
        MayPass = MayPass,
        AlreadyExists = AlreadyExists,
    };
}
