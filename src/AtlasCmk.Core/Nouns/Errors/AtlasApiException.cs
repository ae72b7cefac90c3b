namespace AtlasCmk;

/// <summary>The Atlas Administration API refused a request, or answered it with something that cannot be understood.</summary>
public sealed class AtlasApiException : AtlasCmkException
{
    internal AtlasApiException(FailureKind kind, string errorId, string message, string remedy, AtlasCall call, int statusCode, AtlasApiError? error, Exception? inner = null)
        : base(kind, errorId, message, InProject(remedy, call.Path), call.Path, inner)
    {
        Method = call.Method;
        Path = call.Path;
        StatusCode = statusCode;
        ErrorCode = error?.ErrorCode;
        Detail = error?.Detail;
        Reason = error?.Reason;
        Parameters = error?.Parameters ?? [];
        HelpLink = AtlasCmkError.LinkFor(ErrorCode, errorId);
    }

    /// <summary>The HTTP method of the request.</summary>
    public string Method { get; }

    /// <summary>The path of the request, without its host.</summary>
    public string Path { get; }

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }

    /// <summary>Atlas's own code, for example CANNOT_DISABLE_ENCRYPTION_AT_REST; empty where the answer had none.</summary>
    public string? ErrorCode { get; }

    /// <summary>Atlas's own explanation.</summary>
    public string? Detail { get; }

    /// <summary>The HTTP reason as Atlas repeats it.</summary>
    public string? Reason { get; }

    /// <summary>The values that Atlas's explanation speaks of, as text.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <inheritdoc/>
    internal override bool SaysNothingOfItsSubject => StatusCode >= 500 || base.SaysNothingOfItsSubject;

    /// <summary>What a code means says nothing of a project; the request does, and a command acts on that one.</summary>
    private static string InProject(string remedy, string path) => path.Split('/') is [_, "groups", var id, ..] && AtlasId.IsValid(id)
        ? remedy.Replace("-ProjectId '…'", PowerShellCommand.Of($"-ProjectId {id}"), StringComparison.Ordinal)
        : remedy;
}
