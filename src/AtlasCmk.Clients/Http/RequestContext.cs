namespace AtlasCmk.Clients;

/// <summary>What travels with a request through the handlers, so that one chain of them serves the cmdlets of a session side by side.</summary>
internal sealed class RequestContext(AtlasCall call, bool repeatable, IOperationLog log)
{
    private static readonly HttpRequestOptionsKey<RequestContext> s_key = new("AtlasCmk.Request");

    public AtlasCall Call { get; } = call;

    /// <summary>Whether sending it again, after an answer was lost, asks for nothing new.</summary>
    public bool Repeatable { get; } = repeatable;

    public IOperationLog Log { get; } = log;

    /// <summary>Null for a request for a token.</summary>
    public AtlasOperation? Operation { get; init; }

    /// <summary>Whether the body of a success can be read; null where it need not be.</summary>
    public Func<byte[], bool>? Reads { get; init; }

    /// <summary>Which try is on its way, from 1.</summary>
    public int Try { get; set; } = 1;

    /// <summary>Whether an earlier try may have been carried out, although its answer was lost or spoke of a fault.</summary>
    public bool MayBeDone { get; set; }

    public static RequestContext Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(s_key, out var context) ? context : throw new InvalidOperationException("A request entered the chain without its context.");

    public void AttachTo(HttpRequestMessage request) => request.Options.Set(s_key, this);
}
