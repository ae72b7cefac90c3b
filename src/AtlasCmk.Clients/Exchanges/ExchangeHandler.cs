namespace AtlasCmk.Clients;

/// <summary>Writes each exchange of a session into its log. It sees answers from which the session's secrets were taken already.</summary>
internal sealed class ExchangeHandler(HttpMessageHandler inner, ExchangeLog log) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // The body is in memory already: a command that is stopped now still has its exchange in the record.
        log.Keep(request, sent, response, await response.Content.ReadAsByteArrayAsync(CancellationToken.None).ConfigureAwait(false));
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            log.Dispose();
        }
    }
}
