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
            catch (AnswerUnusableException e)
            {
                throw AtlasFailures.Unreadable(context.Call, e.Status, e.Message);
            }

            context.MayBeDone |= loss is { Sent: true } || (int?)response?.StatusCode >= 500;
            var (maxTries, answer) = await JudgeAsync(context, response, loss, cancellationToken).ConfigureAwait(false);
            if (context.Try >= maxTries)
            {
                return response ?? throw Unreachable(request, context, loss!);
            }

            answer = $"{context.Call.Method} {context.Call.Path}: {answer}";
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
            context.Log.Verbose(string.Create(CultureInfo.InvariantCulture, $"{answer}; try {context.Try + 1} of {maxTries} in {delay.TotalSeconds:0.#} s"));
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
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

    private static AtlasUnreachableException Unreachable(HttpRequestMessage request, RequestContext context, ConnectionLoss loss) =>
        AtlasFailures.Unreachable(context.Call, request.RequestUri!.Host, loss.What, context.MayBeDone, loss.Cause, loss.Remedy);
}
