namespace AtlasCmk.Clients;

/// <summary>Writes each exchange of a session to its log. The session's secrets are already removed from the responses.</summary>
internal sealed class ExchangeHandler(HttpMessageHandler inner, ExchangeLog log) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // The body is already in memory, so the exchange is recorded even if the command is stopped now.
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
