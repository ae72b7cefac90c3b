using System.Net.Http.Headers;

namespace AtlasCmk.Clients;

/// <summary>Adds the user agent and a request ID. All tries of a request have the same ID.</summary>
internal sealed class UserAgentHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly ProductInfoHeaderValue s_product =
        new("AtlasCmk", typeof(UserAgentHandler).Assembly.GetName().Version?.ToString(3));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.UserAgent.Add(s_product);
        request.Headers.Add("X-Request-Id", Guid.NewGuid().ToString("D"));
        return base.SendAsync(request, cancellationToken);
    }
}
