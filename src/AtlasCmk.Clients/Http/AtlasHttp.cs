using System.Net.Http.Headers;

namespace AtlasCmk.Clients;

/// <summary>Builds the chain of handlers for all Atlas requests of a session.</summary>
internal static class AtlasHttp
{
    /// <summary>The chain over <paramref name="transport"/>, a <see cref="BodyHandler"/> that must not follow redirects. Disposing the chain disposes it.</summary>
    public static AtlasInvoker Build(ConnectionOptions options, HttpMessageHandler transport)
    {
        var limits = new RequestLimits(options.Time);
        var credential = CredentialRules.Admit(options.Atlas ?? throw new InvalidOperationException("A session without credentials for Atlas does not talk to it."));
        _ = AtlasAddress.Admit(options.AtlasUri);
        return credential.IsToken ? WithGivenToken(options, credential, transport, limits)
            : credential.IsServiceAccount ? WithToken(options, credential, transport, limits)
            : WithKey(options, credential, transport, limits);
    }

    private static AtlasInvoker WithGivenToken(ConnectionOptions options, AtlasCredential token, HttpMessageHandler transport, RequestLimits limits) =>
        new(Signed(new GivenTokenHandler(transport, options.AtlasUri, token.Secret, options.Time), options.Time, limits), limits, null);

    private static AtlasInvoker WithKey(ConnectionOptions options, AtlasCredential key, HttpMessageHandler transport, RequestLimits limits) =>
        new(Signed(new DigestHandler(transport, options.AtlasUri, new(key), options.Time), options.Time, limits), limits, null);

    private static AtlasInvoker WithToken(ConnectionOptions options, AtlasCredential account, HttpMessageHandler transport, RequestLimits limits)
    {
        var token = new SessionToken(new(new HttpMessageInvoker(Outer(transport, options.Time, limits), disposeHandler: false), options.AtlasUri, account, options.Time), options.Time);
        return new(Signed(new BearerHandler(transport, options.AtlasUri, token), options.Time, limits), limits, token);
    }

    private static SunsetHandler Signed(HttpMessageHandler signIn, TimeProvider time, RequestLimits limits) => new(Outer(signIn, time, limits), time);

    /// <summary>The handlers that token requests and all other requests share.</summary>
    private static UserAgentHandler Outer(HttpMessageHandler inner, TimeProvider time, RequestLimits limits) =>
        new(new RetryHandler(new LimitHandler(new OneTryHandler(new TraceHandler(inner, time), time), limits), time));
}

/// <summary>The chain of handlers of a session, and its sign-out.</summary>
/// <param name="chain">Disposed with this object.</param>
/// <param name="limits">The rate limits that the chain respects.</param>
/// <param name="token">The token of a service account. Null for an API key, which needs no sign-out.</param>
internal sealed class AtlasInvoker(HttpMessageHandler chain, RequestLimits limits, SessionToken? token) : HttpMessageInvoker(chain, disposeHandler: true)
{
    /// <inheritdoc cref="RequestLimits.Held"/>
    public int Held => limits.Held;

    public Task SignOutAsync(IOperationLog log, CancellationToken cancellation) => token?.EndAsync(log, cancellation) ?? Task.CompletedTask;
}

/// <summary>Adds the user agent and a request ID. All tries of a request have the same ID.</summary>
internal sealed class UserAgentHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public const string RequestId = "X-Request-Id";

    private static readonly ProductInfoHeaderValue s_product =
        new("AtlasCmk", typeof(UserAgentHandler).Assembly.GetName().Version?.ToString(3));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.UserAgent.Add(s_product);
        request.Headers.Add(RequestId, Guid.NewGuid().ToString("D"));
        return base.SendAsync(request, cancellationToken);
    }
}
