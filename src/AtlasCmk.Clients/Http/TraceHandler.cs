using System.Globalization;
using System.Net;

namespace AtlasCmk.Clients;

/// <summary>One Verbose line a try, and the bodies at Debug with everything blotted out that is not known to be harmless.</summary>
internal sealed class TraceHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = RequestContext.Of(request);
        await TraceBodyAsync(context, "sent", request.Content, cancellationToken).ConfigureAwait(false);
        var started = time.GetTimestamp();
        HttpStatusCode? status = null;
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            status = response.StatusCode;
            await TraceBodyAsync(context, "received", response.Content, cancellationToken).ConfigureAwait(false);
            return response;
        }
        finally
        {
            var outcome = status is { } known ? ((int)known).ToString(CultureInfo.InvariantCulture) : "no answer";
            if (context.Operation is not null && request.Method != HttpMethod.Get)
            {
                context.Log.Sent(new("Atlas", context.Call.Method, context.Call.Path, (int?)status,
                    request.Headers.TryGetValues(UserAgentHandler.RequestId, out var ids) ? ids.FirstOrDefault() : null, null, time.GetUtcNow()));
            }

            context.Log.Verbose(string.Create(CultureInfo.InvariantCulture,
                $"{context.Call.Method} {context.Call.Path}{request.RequestUri!.Query} → {outcome} in {time.GetElapsedTime(started).TotalMilliseconds:0} ms, try {context.Try}"));
        }
    }

    private static async Task TraceBodyAsync(RequestContext context, string direction, HttpContent? content, CancellationToken cancellation)
    {
        if (content is null || !context.Log.WantsDebug)
        {
            return;
        }

        var body = await content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        if (body.Length > 0)
        {
            context.Log.Debug($"{context.Call.Method} {context.Call.Path} {direction} {BodyTrace.Redact(body)}");
        }
    }
}
