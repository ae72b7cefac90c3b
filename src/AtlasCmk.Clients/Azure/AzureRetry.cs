using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>
/// Retries what Azure.Core retries (408, 429, 500, 502, 503, 504 and lost connections) and transient conflicts, within a limit.
/// Uses the session's clock. All requests here are idempotent: Resource Manager's GET, PUT and DELETE, and the sign-in.
/// </summary>
internal sealed class AzureRetry(TimeProvider time, int maxTries = 5) : HttpPipelinePolicy
{
    /// <summary>Recovering a key, or another change of the vault, takes about a minute.</summary>
    private const int MaxTriesOfConflict = 10;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(15);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ExceptionDispatchInfo? loss = null;
        await RetryLoop.RunAsync(SendOnceAsync, text => Announce(message, text), time, message.CancellationToken).ConfigureAwait(false);
        loss?.Throw();

        async Task<Attempt> SendOnceAsync(int attempt)
        {
            loss = null;
            SetTry(message, attempt);
            try
            {
                await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
            }
            catch (Exception e) when (MayPass(message, e))
            {
                loss = ExceptionDispatchInfo.Capture(e);
            }

            if (loss is null ? message.Response.Status >= 500 : AzureConnectionLoss.Find(loss.SourceException, message.CancellationToken) is not { Sent: false })
            {
                message.SetProperty(typeof(AzureRetry), true);
            }

            var backoff = RetryDelay.Backoff(s_firstDelay, attempt, s_longestDelay);
            return loss is null
                ? new($"{message.Response.Status}", MaxTries(message), backoff, RetryAfter(message.Response, time))
                : new("no answer", maxTries, backoff, null);
        }
    }

    /// <summary>Whether a try may have been carried out, although its response was lost or an error.</summary>
    public static bool MayBeDone(HttpMessage message) => message.TryGetProperty(typeof(AzureRetry), out _);

    private int MaxTries(HttpMessage message) =>
        !message.ResponseClassifier.IsRetriableResponse(message) ? 1 : AzureConflicts.Passes(message) ? MaxTriesOfConflict : maxTries;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Requests to Azure are asynchronous only.");

    /// <summary>The wait that the service requests, in seconds or as a date.</summary>
    public static TimeSpan? RetryAfter(Response response, TimeProvider time) =>
        response.Headers.TryGetValue("Retry-After", out var text) && RetryConditionHeaderValue.TryParse(text, out var asked) ? RetryDelay.Asked(asked, time.GetUtcNow()) : null;

    private static bool MayPass(HttpMessage message, Exception e) =>
        message.ResponseClassifier.IsRetriable(message, e) && AzureConnectionLoss.Find(e, message.CancellationToken) is not { MayPass: false };

    private static void SetTry(HttpMessage message, int tries)
    {
        var context = message.ProcessingContext;
        context.RetryNumber = tries - 1;
    }

    private static void Announce(HttpMessage message, string what)
    {
        if (message.TryGetProperty(typeof(IOperationLog), out var log))
        {
            ((IOperationLog)log!).Verbose($"{message.Request.Method} {message.Request.Uri.Path}: {what}");
        }
    }
}
