using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace AtlasCmk.Tests.Clients;

/// <summary>A request as it was sent.</summary>
internal sealed record SentRequest(string Method, Uri Address, string? Authorization, string Body);

/// <summary>Azure in memory: answers from a script, in order, and keeps what it was asked. The last answer is repeated.</summary>
internal sealed class FakeArm : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<HttpResponseMessage>> _answers = new();
    private readonly ConcurrentQueue<SentRequest> _requests = new();
    private Func<HttpResponseMessage>? _last;

    public IReadOnlyList<SentRequest> Requests => [.. _requests];

    public FakeArm Answer(int status, string body = "", params (string Name, string Value)[] headers) => Answer(() =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    });

    public FakeArm Fail(Exception exception) => Answer(() => throw exception);

    public FakeArm Answer(Func<HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        _requests.Enqueue(new(request.Method.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), body));
        if (_answers.TryDequeue(out var next))
        {
            _last = next;
        }

        var response = (_last ?? throw new InvalidOperationException("Nothing was scripted."))();
        response.RequestMessage = request;
        return response;
    }
}
