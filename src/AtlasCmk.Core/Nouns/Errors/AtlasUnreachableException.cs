namespace AtlasCmk;

/// <summary>A service could not be reached, or its response was lost: it is unknown whether the request was carried out.</summary>
public sealed class AtlasUnreachableException : AtlasCmkException
{
    internal AtlasUnreachableException(AtlasCmkError error, string host, string method, string path, string what, Exception? inner = null, string? remedy = null)
        : base(error, $"{method} {path} got no answer from {host}: {what}",
            remedy, path, inner)
    {
        Host = host;
        Outcome = ChangeOutcome.Unknown;
    }

    /// <summary>The host of the request.</summary>
    public string Host { get; }
}
