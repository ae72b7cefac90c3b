using System.Globalization;
using System.Net;

namespace AtlasCmk.Clients;

/// <summary>Tries again where that is harmless and promising; bounded in count and time, and a caller's stop ends it at once.</summary>
/// <remarks>
/// A 429 was not carried out, whatever the verb. After a 502, 503, 504 or a lost answer nobody knows, so only a request that
/// asks for nothing new when repeated is sent again: Atlas's PATCHes that we use set absolute values, and are such; a POST never is.
/// A 500 is Atlas's own fault in carrying the request out, and repeating a change blindly has been seen to make things worse.
/// Reading changes nothing: after a 500, or a success whose body cannot be read, a GET is sent again.
/// </remarks>
internal sealed class RetryHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private const int MaxTries = 5;

    /// <summary>What is wrong with an answer itself seldom passes.</summary>
    private const int MaxReadings = 3;

    // Atlas's advice for a 429 that names no time: 10, 20, 40 seconds and so on, plus jitter.
    private static readonly TimeSpan s_throttled = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_hiccup = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_oneTry = TimeSpan.FromSeconds(100);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = RequestContext.Of(request);
        HttpResponseMessage? response = null;
        ConnectionLoss? loss = null;
        await RetryLoop.RunAsync(SendOnceAsync, text => context.Log.Verbose($"{context.Call.Method} {context.Call.Path}: {text}"), time, cancellationToken).ConfigureAwait(false);
        return response ?? throw AtlasFailures.Unreachable(context.Call, request.RequestUri!.Host, loss!.What, context.MayBeDone, loss.Cause, loss.Remedy);

        async Task<Attempt> SendOnceAsync(int attempt)
        {
            response?.Dispose();
            (context.Try, response, loss) = (attempt, null, null);
            try
            {
                response = await TryAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                loss = ConnectionLoss.From(e, s_oneTry);
            }
            catch (AnswerUnusableException e)
            {
                throw AtlasFailures.Unreadable(context.Call, e.Status, e.Message);
            }

            context.MayBeDone |= loss is { Sent: true } || (int?)response?.StatusCode >= 500;
            var (maxTries, answer) = await JudgeAsync(context, response, loss, cancellationToken).ConfigureAwait(false);
            var first = response?.StatusCode == HttpStatusCode.TooManyRequests ? s_throttled : s_hiccup;
            return new(answer, maxTries, RetryDelay.Backoff(first, attempt), RetryDelay.Asked(response?.Headers.RetryAfter, time.GetUtcNow()));
        }
    }

    // A server that takes the request and then says nothing must not hold a command for ever.
    private async Task<HttpResponseMessage> TryAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(s_oneTry, ScaledClock.MachineOf(time));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        return await base.SendAsync(request, either.Token).ConfigureAwait(false);
    }

    /// <summary>How often it may be tried in all, and what came back.</summary>
    private static async Task<(int MaxTries, string Answer)> JudgeAsync(RequestContext context, HttpResponseMessage? response, ConnectionLoss? loss, CancellationToken cancellation)
    {
        if (response is null)
        {
            return (context.Repeatable && loss!.MayPass ? MaxTries : 1, "no answer");
        }

        var isReading = context.Call.Method == "GET";
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => (MaxTries, status),
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => (context.Repeatable ? MaxTries : 1, status),
            HttpStatusCode.InternalServerError => (isReading ? MaxReadings : 1, status),
            HttpStatusCode.OK when isReading && context.Reads is { } reads && !reads(await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false)) => (MaxReadings, $"{status} with a body that cannot be read"),
            _ => (1, status),
        };
    }
}
