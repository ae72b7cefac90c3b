using System.Globalization;
using System.Net;

namespace AtlasCmk.Clients;

/// <summary>Respects Atlas's rate limits before they are hit, and sends a refused request again when its bucket has tokens.</summary>
/// <remarks>
/// Atlas has a bucket for each set of operations and each project. While one is empty, only its own requests wait.
/// A refusal was not processed, so it is repeated for any method, and counts as no try of the other waiting requests.
/// </remarks>
internal sealed class LimitHandler(HttpMessageHandler inner, RequestLimits limits) : DelegatingHandler(inner)
{
    private const int MostRefusals = 10;

    /// <summary>A command should not be silent for longer because of the refusals of one request.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = RequestContext.Of(request);

        // The sign-in has separate limits.
        return context.Operation is null ? base.SendAsync(request, cancellationToken) : SendInTurnAsync(request, context, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            limits.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> SendInTurnAsync(HttpRequestMessage request, RequestContext context, CancellationToken cancellation)
    {
        var bucket = limits.BucketOf(context.Call.Path);
        var number = context.LimitNumber ??= limits.NextNumber();
        for (var (refusals, waits) = (1, TimeSpan.Zero); ; refusals++)
        {
            var began = limits.Now;
            var (pass, early) = await bucket.EnterAsync(number, context.Log, cancellation).ConfigureAwait(false);
            context.Held += limits.Now - began;
            if (early is not null)
            {
                return Final(context, early.ToResponse(request));
            }

            var response = await SendAsync(bucket, pass, request, cancellation).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.TooManyRequests)
            {
                limits.MayForget(context.Call.Path, bucket);
                return response;
            }

            var wait = await RefusedAsync(bucket, pass, response, cancellation).ConfigureAwait(false);
            waits += wait;
            if (refusals == MostRefusals || waits > s_longestWait)
            {
                context.Log.Verbose(string.Create(CultureInfo.InvariantCulture, $"{bucket.Name}: refused {refusals} times; not repeated, because the requested wait is {wait.TotalSeconds:0.#} s"));
                return Final(context, response);
            }

            response.Dispose();
        }
    }

    private static HttpResponseMessage Final(RequestContext context, HttpResponseMessage response)
    {
        context.IsRefusedByLimit = true;
        return response;
    }

    private async Task<HttpResponseMessage> SendAsync(LimitBucket bucket, LimitPass pass, HttpRequestMessage request, CancellationToken cancellation)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellation).ConfigureAwait(false);
            return response;
        }
        finally
        {
            if (response is null || ((int)response.StatusCode >= 500 && Number(response, "RateLimit-Remaining") is null))
            {
                bucket.Leave((estimate, _) => estimate.Leave(pass));
            }
            else if (response.StatusCode != HttpStatusCode.TooManyRequests)
            {
                var (limit, remaining) = (Number(response, "RateLimit-Limit"), Number(response, "RateLimit-Remaining"));
                bucket.Leave((estimate, now) => estimate.Answered(pass, now, limit, remaining));
            }
        }
    }

    private async Task<TimeSpan> RefusedAsync(LimitBucket bucket, LimitPass pass, HttpResponseMessage response, CancellationToken cancellation)
    {
        LimitRefusal refusal;
        try
        {
            refusal = await LimitRefusal.ReadAsync(response, limits.Time.GetUtcNow(), cancellation).ConfigureAwait(false);
        }
        catch
        {
            bucket.Leave((estimate, _) => estimate.Leave(pass));
            throw;
        }

        var wait = TimeSpan.Zero;
        if (refusal.Wait > s_longestWait)
        {
            refusal.Until = limits.Now + refusal.Wait.Value;
            bucket.Refuse(refusal);
        }

        bucket.Leave((estimate, now) => wait = estimate.Refused(pass, now, refusal.Wait, refusal.Rule));
        return wait;
    }

    /// <summary>Headers may be absent. "Handle missing headers gracefully", in Atlas's documentation.</summary>
    private static int? Number(HttpResponseMessage response, string header) => response.Headers.NonValidated.TryGetValues(header, out var values)
        && int.TryParse(values.ToString(), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
}
