using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>Writes one Verbose line per try, and bodies at Debug with only the allowed fields.</summary>
/// <remarks>The query is omitted, because addresses of Azure's asynchronous operations contain a signature there.</remarks>
internal sealed class AzureTrace(TimeProvider time, AzureSignInCredential? credential) : HttpPipelinePolicy
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var log = message.TryGetProperty(typeof(IOperationLog), out var value) ? (IOperationLog)value! : throw new InvalidOperationException("A request entered the pipeline without its log.");
        var request = $"{message.Request.Method} {message.Request.Uri.Path}";
        if (credential?.TakeAnnouncement() is { } announcement)
        {
            log.Verbose(announcement);
        }

        await TraceBodyAsync(log, $"{request} sent", message.Request.Content, message.CancellationToken).ConfigureAwait(false);
        var started = time.GetTimestamp();
        var outcome = "no answer";
        try
        {
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
            outcome = Outcome(message);
            await TraceBodyAsync(log, $"{request} received", message.Response.Content, message.CancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (message.Request.Method != RequestMethod.Get)
            {
                log.Sent(new("Azure", message.Request.Method.Method, message.Request.Uri.Path, message.HasResponse ? message.Response.Status : null,
                    message.HasResponse ? message.Response.Headers.RequestId : null, Who(message.Request), time.GetUtcNow()));
            }

            log.Verbose(string.Create(CultureInfo.InvariantCulture,
                $"{request} → {outcome} in {time.GetElapsedTime(started).TotalMilliseconds:0} ms, try {message.ProcessingContext.RetryNumber + 1}"));
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Requests to Azure are asynchronous only.");

    /// <summary>The identity in the request's token. Null if the token does not show it.</summary>
    private static string? Who(Request request)
    {
        var claims = request.Headers.TryGetValue("Authorization", out var header) && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? TokenClaims.Read(header["Bearer ".Length..]) : null;
        return (claims?["upn"] ?? claims?["unique_name"])?.ToString() is { Length: > 0 } user ? $"{user} (object {claims!["oid"]})"
            : claims?["oid"]?.ToString() is { Length: > 0 } id ? new AzureIdentity(id, (claims["appid"] ?? claims["azp"])?.ToString()).ToString()
            : null;
    }

    /// <summary>Microsoft support requests this ID for failed requests.</summary>
    private static string Outcome(HttpMessage message) =>
        message.Response is { Status: >= 400, Headers: var headers } && headers.RequestId is { } id
            ? $"{message.Response.Status} (request {id}{(headers.TryGetValue("x-ms-correlation-request-id", out var correlation) && correlation != id ? $", correlation {correlation}" : "")})"
            : $"{message.Response.Status}";

    private static async Task TraceBodyAsync(IOperationLog log, string what, RequestContent? content, CancellationToken cancellation)
    {
        if (content is not null && log.WantsDebug)
        {
            using var body = new MemoryStream();
            await content.WriteToAsync(body, cancellation).ConfigureAwait(false);
            if (body.Length > 0)
            {
                log.Debug($"{what} {BodyTrace.Redact(body.ToArray())}");
            }
        }
    }
}
