using System.Net.Http.Headers;

namespace AtlasCmk.Clients;

/// <summary>Says who asks, and gives every request an id of its own that its tries share.</summary>
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
