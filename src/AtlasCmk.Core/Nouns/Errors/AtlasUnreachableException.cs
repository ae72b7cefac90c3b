namespace AtlasCmk;

/// <summary>A service could not be reached, or its answer was lost on the way: whether the request was carried out is not known.</summary>
public sealed class AtlasUnreachableException : AtlasCmkException
{
    internal AtlasUnreachableException(AtlasCmkError error, string host, string method, string path, string what, Exception? inner = null, string? remedy = null)
        : base(error, $"{method} {path} got no answer from {host}: {what}",
            remedy, path, inner)
    {
        Host = host;
        Outcome = ChangeOutcome.Unknown;
    }

    /// <summary>The host that was asked.</summary>
    public string Host { get; }
}
