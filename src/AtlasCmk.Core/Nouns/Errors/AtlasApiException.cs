namespace AtlasCmk;

/// <summary>The Atlas Administration API refused a request, or answered it with something that cannot be understood.</summary>
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

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }

    /// <summary>Atlas's own code, for example CANNOT_DISABLE_ENCRYPTION_AT_REST; empty where the answer had none.</summary>
    public string? ErrorCode { get; }

    /// <summary>Atlas's own explanation.</summary>
    public string? Detail { get; internal init; }

    /// <summary>The HTTP reason as Atlas repeats it.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The values that Atlas's explanation speaks of, as text.</summary>
    public IReadOnlyList<string> Parameters { get; internal init; } = [];

    /// <summary>The same refusal with a message that also says what it means for the command, so that it is still caught as Atlas's.</summary>
    internal AtlasApiException Saying(string message) => new(Error, message, Remedy, Method, Path, StatusCode, ErrorCode, this)
    {
        HelpLink = HelpLink,
        Detail = Detail,
        Reason = Reason,
        Parameters = Parameters,
        Outcome = Outcome,
        IsConflict = IsConflict,
        IsServerFault = IsServerFault,
    };

    /// <summary>What a code means says nothing of a project; the request does, and a command acts on that one.</summary>
    private static string InProject(string remedy, string path) => path.Split('/') is [_, "groups", var id, ..] && AtlasId.IsValid(id)
        ? remedy.Replace("-ProjectId '…'", PowerShellCommand.Of($"-ProjectId {id}"), StringComparison.Ordinal)
        : remedy;
}
