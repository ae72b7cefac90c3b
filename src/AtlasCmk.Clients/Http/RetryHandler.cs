using System.Globalization;
using System.Net;

namespace AtlasCmk.Clients;

/// <summary>Tries again where that is harmless and promising; bounded in count and time, and a caller's stop ends it at once.</summary>
/// <remarks>
/// A 429 was not carried out, whatever the verb. After a 502, 503, 504 or a lost answer nobody knows, so only a request that
/// asks for nothing new when repeated is sent again: Atlas's PATCHes that we use set absolute values, and are such; a POST never is.
/// A 500 is Atlas's own fault in carrying the request out, and repeating it blindly has been seen to make things worse.
/// </remarks>
internal sealed class RetryHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private const int MaxTries = 5;
    private static readonly TimeSpan s_allTries = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_oneTry = TimeSpan.FromSeconds(100);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = RequestContext.Of(request);
        var started = time.GetTimestamp();
        for (context.Try = 1; ; context.Try++)
        {
            HttpResponseMessage? response = null;
            ConnectionLoss? loss = null;
            try
            {
                response = await TryAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                loss = ConnectionLoss.From(e, s_oneTry);
            }
            catch (AnswerTooLargeException e)
            {
                throw AtlasFailures.Unreadable(context.Call, e.Status, e.Message);
            }

            if (!MayPass(context, response, loss) || context.Try == MaxTries)
            {
                return response ?? throw Unreachable(request, context, loss!);
            }

            var answer = $"{context.Call.Method} {context.Call.Path}: {(response is null ? "no answer" : ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture))}";
            var delay = RetryDelay.After(context.Try, response, time.GetUtcNow());
            if (time.GetElapsedTime(started) + delay > s_allTries)
            {
                if (RetryDelay.Asked(response, time.GetUtcNow()) is { } asked)
                {
                    context.Log.Verbose($"{answer}; {RetryDelay.TooLong(asked, s_allTries)}");
                }

                return response ?? throw Unreachable(request, context, loss!);
            }

            response?.Dispose();
            context.Log.Verbose(string.Create(CultureInfo.InvariantCulture, $"{answer}; try {context.Try + 1} of {MaxTries} in {delay.TotalSeconds:0.#} s"));
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // A server that takes the request and then says nothing must not hold a command for ever.
    private async Task<HttpResponseMessage> TryAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(s_oneTry, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        return await base.SendAsync(request, either.Token).ConfigureAwait(false);
    }

    private static bool MayPass(RequestContext context, HttpResponseMessage? response, ConnectionLoss? loss) => response?.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => context.Repeatable,
        null => context.Repeatable && loss!.MayPass,
        _ => false,
    };

    private static AtlasUnreachableException Unreachable(HttpRequestMessage request, RequestContext context, ConnectionLoss loss) =>
        new(request.RequestUri!.Host, context.Call.Method, context.Call.Path, loss.What, loss.Cause, loss.Remedy);
}
