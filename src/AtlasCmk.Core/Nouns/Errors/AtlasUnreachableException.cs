namespace AtlasCmk;

/// <summary>A service could not be reached, or its response was lost. The message says which.</summary>
public sealed class AtlasUnreachableException : AtlasCmkException
{
    /// <param name="error">The catalog entry.</param>
    /// <param name="host">The host of the request.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path.</param>
    /// <param name="what">Why there is no response.</param>
    /// <param name="maySent">Whether the service may have received the request, in any of its tries.</param>
    /// <param name="inner">The cause.</param>
    /// <param name="remedy">The recommended action, if it differs from the entry's.</param>
    internal AtlasUnreachableException(AtlasCmkError error, string host, string method, string path, string what, bool maySent, Exception? inner = null, string? remedy = null)
        : base(error, $"{method} {path} got no answer from {host}: {what}",
            remedy, path, inner)
    {
        Host = host;
        Outcome = maySent ? ChangeOutcome.Unknown : ChangeOutcome.NotDone;
    }

    private AtlasUnreachableException(AtlasUnreachableException original, string message, string remedy)
        : base(original.Error, message, remedy, null, original) => Host = original.Host;

    /// <summary>The host of the request.</summary>
    public string Host { get; }

    private protected override AtlasCmkException Copy(string message, string remedy) => new AtlasUnreachableException(this, message, remedy);
}
