using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>
/// Tries again what Azure.Core would (408, 429, 500, 502, 503, 504 and lost connections) and conflicts that pass, but on the session's clock and within a bound.
/// Every request that comes through may be repeated: Resource Manager's GET, PUT and DELETE, and the sign-in.
/// </summary>
internal sealed class AzureRetry(TimeProvider time, int maxTries = 5) : HttpPipelinePolicy
{
    /// <summary>A key is recovered, and another change carried out, within a minute or so.</summary>
    private const int MaxTriesOfConflict = 10;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(15);

    /// <summary>Resource Manager may ask for half an hour: a command that stays silent so long looks dead, so it ends with Azure's answer instead.</summary>
    private static readonly TimeSpan s_allTries = TimeSpan.FromMinutes(5);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var started = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            SetTry(message, tries);
            ExceptionDispatchInfo? loss = null;
            try
            {
                await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
            }
            catch (Exception e) when (MayPass(message, e))
            {
                loss = ExceptionDispatchInfo.Capture(e);
            }

            if (loss is null && !message.ResponseClassifier.IsRetriableResponse(message))
            {
                return;
            }

            var limit = loss is null && AzureConflicts.Passes(message) ? MaxTriesOfConflict : maxTries;
            var delay = Delay(tries, loss is null ? message.Response : null);
            if (tries >= limit || time.GetElapsedTime(started) + delay > s_allTries)
            {
                loss?.Throw();
                if (tries < limit && RetryAfter(message.Response, time) is { } asked)
                {
                    Announce(message, $"{message.Response.Status}; {RetryDelay.TooLong(asked, s_allTries)}");
                }

                return;
            }

            Announce(message, string.Create(CultureInfo.InvariantCulture,
                $"{(loss is null ? $"{message.Response.Status}" : "no answer")}; try {tries + 1} of {limit} in {delay.TotalSeconds:0.#} s"));
            await Task.Delay(delay, time, message.CancellationToken).ConfigureAwait(false);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Requests to Azure are asynchronous only.");

    /// <summary>How long the service asks to wait: seconds, or a date.</summary>
    public static TimeSpan? RetryAfter(Response response, TimeProvider time)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var text) || !RetryConditionHeaderValue.TryParse(text, out var asked))
        {
            return null;
        }

        var delay = asked.Delta ?? asked.Date - time.GetUtcNow();
        return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
    }

    private TimeSpan Delay(int failedTries, Response? response) =>
        (response is null ? null : RetryAfter(response, time))
        ?? TimeSpan.FromSeconds(Math.Min(s_firstDelay.TotalSeconds * Math.Pow(2, failedTries - 1), s_longestDelay.TotalSeconds)) * (1 + (Random.Shared.NextDouble() / 4));

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
