using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Sends one request and reads its response. Errors become exceptions.</summary>
internal sealed class AtlasChannel(HttpMessageInvoker http, ConnectionOptions options, IOperationLog log)
{
    private readonly Uri _root = new($"{options.AtlasUri.AbsoluteUri.TrimEnd('/')}/{AtlasOperation.BasePath}");

    public Task<AtlasAnswer> SendAsync(AtlasOperation operation, AtlasCall call, CancellationToken cancellation) =>
        SendAsync(operation, call, "", null, cancellation);

    public async Task<AtlasAnswer> SendAsync(AtlasOperation operation, AtlasCall call, string query, JToken? body, CancellationToken cancellation)
    {
        JToken? parsed = null;
        var context = new RequestContext(call, operation.Repeatable, log) { Operation = operation, Reads = answer => (parsed = AtlasAnswer.TryParse(answer)) is JContainer };
        using var request = new HttpRequestMessage(operation.Method, _root.AbsoluteUri + call.Path + query);
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(operation.MediaType));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToString(Formatting.None)));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(operation.MediaType);
        }

        context.AttachTo(request);
        using var response = await SendAsync(request, context, cancellation).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        if (status is >= 200 and < 300)
        {
            return new(call, status, response.Content.Headers.ContentType?.MediaType, bytes, parsed);
        }

        if (status is >= 300 and < 400)
        {
            throw AtlasFailures.Redirected(call, status, Target(response));
        }

        var error = AtlasErrorBody.Read(bytes);
        // The first try was processed, and only its response was lost.
        return operation.Method == HttpMethod.Delete && context.MayBeDone && AtlasRefusal.IsOfMissing(status, error)
            ? new(call, status, null, [])
            : throw AtlasFailures.From(call, status, error, options.Atlas!.Kind, RetryDelay.Asked(response.Headers.RetryAfter, options.Time.GetUtcNow()), context.MayBeDone);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, RequestContext context, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            throw SessionErrors.SessionEndedMeanwhile();
        }
        catch (AtlasCmkException e) when (context.MayBeDone && e.Outcome == ChangeOutcome.NotDone)
        {
            // A refused sign-in of a later try says nothing about an earlier one.
            throw e.LeftOpen();
        }
    }

    private static string? Target(HttpResponseMessage response) => response.Headers.Location is { } location
        ? location.IsAbsoluteUri ? location.Host : response.RequestMessage?.RequestUri?.Host
        : null;
}
