using System.Collections.Concurrent;
using System.Text;

namespace AtlasCmk.Tests.Clients;

/// <summary>The far end of the wire, in memory: records what arrives and answers by a function.</summary>
internal sealed class FakeTransport(Func<FakeTransport.Arrival, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<Arrival> _arrivals = new();

    public FakeTransport(Func<Arrival, HttpResponseMessage> answer)
        : this((arrival, _) => Task.FromResult(answer(arrival)))
    {
    }

    public IReadOnlyList<Arrival> Arrivals => [.. _arrivals];

    public static HttpResponseMessage Json(int status, string body) => Text(status, body, "application/json");

    public static HttpResponseMessage Text(int status, string body, string mediaType) =>
        new((System.Net.HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };

    public static HttpResponseMessage Empty(int status) => new((System.Net.HttpStatusCode)status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var arrival = new Arrival(
            request.Method.Method,
            request.RequestUri!,
            request.Headers.Authorization?.ToString(),
            request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken),
            request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            request.Content?.Headers.ContentType?.ToString(),
            _arrivals.Count + 1);
        _arrivals.Enqueue(arrival);
        var response = await answer(arrival, cancellationToken);
        response.RequestMessage ??= request;
        return response;
    }

    internal sealed record Arrival(string Method, Uri Uri, string? Authorization, string? Body, IReadOnlyDictionary<string, string> Headers, string? ContentType, int Number)
    {
        public string PathAndQuery => Uri.PathAndQuery;
    }
}
