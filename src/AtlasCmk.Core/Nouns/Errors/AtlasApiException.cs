namespace AtlasCmk;

/// <summary>The Atlas Administration API refused a request, or sent an invalid response.</summary>
public sealed class AtlasApiException : AtlasCmkException
{
    internal AtlasApiException(AtlasCmkError error, string message, string remedy, string method, string path, int statusCode, string? errorCode, Exception? inner = null)
        : base(error, message, InProject(remedy, path), path, inner)
    {
        Method = method;
        Path = path;
        StatusCode = statusCode;
        ErrorCode = errorCode;
    }

    /// <summary>The HTTP method of the request.</summary>
    public string Method { get; }

    /// <summary>The path of the request, without its host.</summary>
    public string Path { get; }

    /// <summary>The HTTP status of the response.</summary>
    public int StatusCode { get; }

    /// <summary>The Atlas error code, for example CANNOT_DISABLE_ENCRYPTION_AT_REST; empty if the response had none.</summary>
    public string? ErrorCode { get; }

    /// <summary>The explanation from Atlas.</summary>
    public string? Detail { get; internal init; }

    /// <summary>The HTTP reason phrase from Atlas.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The parameters of the explanation from Atlas, as text.</summary>
    public IReadOnlyList<string> Parameters { get; internal init; } = [];

    /// <summary>Whether the project does not have the object of the request.</summary>
    internal bool IsMissing { get; init; }

    private protected override AtlasCmkException Copy(string message, string remedy) => new AtlasApiException(Error, message, remedy, Method, Path, StatusCode, ErrorCode, this)
    {
        Detail = Detail,
        Reason = Reason,
        Parameters = Parameters,
        IsMissing = IsMissing,
    };

    /// <summary>A code's remedy names no project: the project of the request is filled in.</summary>
    private static string InProject(string remedy, string path) => path.Split('/') is [_, "groups", var id, ..] && AtlasId.IsValid(id)
        ? remedy.Replace("-ProjectId '…'", PowerShellCommand.Of($"-ProjectId {id}"), StringComparison.Ordinal)
        : remedy;
}
