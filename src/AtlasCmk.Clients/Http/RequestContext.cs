namespace AtlasCmk.Clients;

/// <summary>The data of a request in the handlers, so that concurrent cmdlets of a session can share one chain.</summary>
internal sealed class RequestContext(AtlasCall call, bool repeatable, IOperationLog log)
{
    private static readonly HttpRequestOptionsKey<RequestContext> s_key = new("AtlasCmk.Request");

    public AtlasCall Call { get; } = call;

    /// <summary>Whether the request is idempotent, so that it can be retried after a lost response.</summary>
    public bool Repeatable { get; } = repeatable;

    public IOperationLog Log { get; } = log;

    /// <summary>Null for a token request.</summary>
    public AtlasOperation? Operation { get; init; }

    /// <summary>Whether the body of a success is readable. Null if this is not checked.</summary>
    public Func<byte[], bool>? Reads { get; init; }

    /// <summary>The number of the current try, from 1.</summary>
    public int Try { get; set; } = 1;

    /// <summary>Whether an earlier try may have been processed, although its response was lost or an error.</summary>
    public bool MayBeDone { get; set; }

    /// <summary>The place in the queues of rate limits, which a request keeps when it is retried.</summary>
    public long? LimitNumber { get; set; }

    /// <summary>How long the request waited for rate limits, which does not count as time for retries.</summary>
    public TimeSpan Held { get; set; }

    /// <summary>Whether the last response is a 429 that is not to be repeated.</summary>
    public bool IsRefusedByLimit { get; set; }

    public static RequestContext Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(s_key, out var context) ? context : throw new InvalidOperationException("A request entered the chain without its context.");

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(s_key, this);
}
