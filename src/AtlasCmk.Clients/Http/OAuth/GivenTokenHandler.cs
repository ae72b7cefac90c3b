using System.Net.Http.Headers;
using System.Security;

namespace AtlasCmk.Clients;

/// <summary>Adds a token from the user to requests. It is not renewed, and not sent after it expires.</summary>
/// <remarks>Belongs to one session and one host: the token must not be offered to another server.</remarks>
internal sealed class GivenTokenHandler(HttpMessageHandler inner, Uri host, SecureString token, TimeProvider time) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        OneHost.Require(host, request.RequestUri!);
        var value = token.Reveal();
        if (TokenClaims.ExpiryOf(value) is { } expires && expires <= time.GetUtcNow())
        {
            throw SessionErrors.AtlasTokenExpired(expires);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", value);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Authorization = null;
        }
    }
}
