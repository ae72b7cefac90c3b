using System.Net;
using System.Net.Http.Headers;

namespace AtlasCmk.Clients;

/// <summary>Adds the session's token to requests. A refused request is retried once with a new token.</summary>
/// <remarks>Belongs to one session and one host: the token must not be offered to another server.</remarks>
internal sealed class BearerHandler(HttpMessageHandler inner, Uri host, SessionToken token) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        OneHost.Require(host, request.RequestUri!);
        if (request.Content is { } body)
        {
            await body.LoadIntoBufferAsync().ConfigureAwait(false);
        }

        var log = RequestContext.Of(request).Log;
        var current = await token.GetAsync(log, cancellationToken).ConfigureAwait(false);
        var response = await SendOnceAsync(request, current, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized || await IsAboutTheAccountAsync(response, cancellationToken).ConfigureAwait(false))
        {
            return response;
        }

        response.Dispose();
        var next = await token.ReplaceAsync(current, log, cancellationToken).ConfigureAwait(false);
        return await SendOnceAsync(request, next, cancellationToken).ConfigureAwait(false);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, ServiceAccountToken current, CancellationToken cancellation)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", current.Value);
        try
        {
            return await base.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Authorization = null;
        }
    }

    /// <summary>Atlas also returns 401 if the token is valid but the account has no access to the project. A gateway can refuse too. A new token would not help.</summary>
    private static async Task<bool> IsAboutTheAccountAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        AtlasErrorBody.Read(await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false)) is { } error && (error.IsForeign || AtlasRefusal.IsExplained(error.ErrorCode));
}
