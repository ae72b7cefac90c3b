using System.Globalization;
using System.Net;

namespace AtlasCmk.Clients;

/// <summary>Retries requests if that is safe and can help, within limits of count and time. Canceling ends it at once.</summary>
/// <remarks>
/// A 429 was not processed, so any method is retried. After a 502, 503, 504 or a lost response this is unknown, so only
/// idempotent requests are retried. AtlasCmk's PATCH requests set absolute values and are idempotent. A POST is not.
/// A 500 means that Atlas failed while processing. Retrying a change then has made things worse in practice.
/// A GET changes nothing, so it is retried after a 500, or after a success with an unreadable body.
/// </remarks>
internal sealed class RetryHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private const int MaxTries = 5;

    /// <summary>A faulty response is rarely transient.</summary>
    private const int MaxReadings = 3;

    // Atlas's advice for a 429 without a time: 10, 20, 40 seconds and so on, plus jitter.
    private static readonly TimeSpan s_throttled = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_hiccup = TimeSpan.FromSeconds(0.5);

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
                response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                loss = ConnectionLoss.From(e, OneTryHandler.Limit);
            }
            catch (AnswerUnusableException e)
            {
                throw AtlasFailures.Unreadable(context.Call, e.Status, e.Message);
            }

            context.MayBeDone |= loss is { Sent: true } || (int?)response?.StatusCode >= 500;
            var (maxTries, answer) = await JudgeAsync(context, response, loss, cancellationToken).ConfigureAwait(false);
            var first = response?.StatusCode == HttpStatusCode.TooManyRequests ? s_throttled : s_hiccup;
            return new(answer, maxTries, RetryDelay.Backoff(first, attempt), RetryDelay.Asked(response?.Headers.RetryAfter, time.GetUtcNow())) { Held = context.Held };
        }
    }

    /// <summary>The maximum number of tries, and the outcome.</summary>
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
            HttpStatusCode.TooManyRequests => (context.IsRefusedByLimit ? 1 : MaxTries, status),
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => (context.Repeatable ? MaxTries : 1, status),
            HttpStatusCode.InternalServerError => (isReading ? MaxReadings : 1, status),
            HttpStatusCode.OK when isReading && context.Reads is { } reads && !reads(await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false)) =>
                (MaxReadings, $"{status} with a body that cannot be read"),
            _ => (1, status),
        };
    }
}
