using System.Net.Sockets;
using System.Security.Authentication;
using AtlasCmk.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Clients;

public sealed class RetryHandlerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly KeptLog _log = new();

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task A_429_is_tried_again_after_the_time_that_it_names(string method)
    {
        using var transport = Answers(Throttled("Retry-After", "55"), FakeTransport.Empty(200));

        var (status, waited) = await SendAsync(transport, method);

        Assert.Equal(200, status);
        Assert.Equal(TimeSpan.FromSeconds(55), waited);
        Assert.Contains(_log.VerboseLines, line => line == $"{method} /groups: 429; try 2 of 5 in 55 s");
    }

    [Fact]
    public async Task A_429_may_name_a_date()
    {
        var response = FakeTransport.Empty(429);
        response.Headers.RetryAfter = new(_time.GetUtcNow() + TimeSpan.FromSeconds(42));
        using var transport = Answers(response, FakeTransport.Empty(200));

        var (_, waited) = await SendAsync(transport, "POST");

        Assert.Equal(TimeSpan.FromSeconds(42), waited);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("soon")]
    public async Task A_429_that_names_no_time_waits_longer_each_time(string nonsense)
    {
        using var transport = Answers([.. Enumerable.Range(0, 4).Select(_ => Throttled("Retry-After", nonsense)), FakeTransport.Empty(200)]);

        var (status, waited) = await SendAsync(transport, "GET");

        Assert.Equal(200, status);
        Assert.InRange(waited.TotalSeconds, 10 + 20 + 40 + 80, ((10 + 20 + 40 + 80) * 1.25) + 2);
    }

    [Theory]
    [InlineData("GET", 502, 5)]
    [InlineData("PATCH", 503, 5)]
    [InlineData("DELETE", 504, 5)]
    [InlineData("POST", 503, 1)]
    [InlineData("POST", 429, 5)]
    [InlineData("GET", 500, 3)]
    [InlineData("PATCH", 500, 1)]
    [InlineData("PUT", 500, 1)]
    [InlineData("POST", 500, 1)]
    [InlineData("GET", 401, 1)]
    [InlineData("PATCH", 409, 1)]
    public async Task Tries_again_where_that_is_harmless_and_gives_up_in_the_end(string method, int status, int tries)
    {
        using var transport = new FakeTransport(_ => FakeTransport.Empty(status));

        Assert.Equal(status, (await SendAsync(transport, method)).Status);
        Assert.Equal(tries, transport.Arrivals.Count);
    }

    [Theory]
    [InlineData("GET", "<html>Sign in</html>", 3)]
    [InlineData("GET", """{"cut":tr""", 3)]
    [InlineData("GET", "", 3)]
    [InlineData("GET", "{}", 1)]
    [InlineData("PATCH", "<html>Sign in</html>", 1)]
    [InlineData("POST", "", 1)]
    public async Task A_reading_whose_answer_cannot_be_read_is_tried_again_a_few_times(string method, string body, int tries)
    {
        using var transport = new FakeTransport(_ => FakeTransport.Text(200, body, "text/html"));

        Assert.Equal(200, (await SendAsync(transport, method, reads: answer => AtlasAnswer.TryParse(answer) is not null)).Status);
        Assert.Equal(tries, transport.Arrivals.Count);
    }

    [Fact]
    public async Task The_wait_does_not_exceed_the_limit_of_all_tries()
    {
        using var transport = new FakeTransport(_ => Throttled("Retry-After", "120"));

        var (status, waited) = await SendAsync(transport, "GET");

        Assert.Equal(429, status);
        Assert.Equal(TimeSpan.FromSeconds(240), waited);
        Assert.Equal(3, transport.Arrivals.Count);
        Assert.Equal("GET /groups: 429; not retried: the requested wait of 120 s exceeds what is left of 5 min", _log.VerboseLines[^1]);
    }

    [Fact]
    public async Task A_429_with_a_wait_longer_than_all_retries_is_reported_at_once_with_the_wait()
    {
        using var transport = new FakeTransport(_ => Throttled("Retry-After", "600"));

        var (status, waited) = await SendAsync(transport, "POST");

        Assert.Equal((429, TimeSpan.Zero), (status, waited));
        Assert.Equal(["POST /groups: 429; not retried: the requested wait of 600 s exceeds what is left of 5 min"], _log.VerboseLines);
    }

    [Theory]
    [InlineData("GET", 5)]
    [InlineData("PATCH", 5)]
    [InlineData("POST", 1)]
    public async Task A_lost_answer_is_an_exception_that_names_host_and_cause(string method, int tries)
    {
        using var transport = new FakeTransport(_ => throw new HttpRequestException("outer", new IOException("Connection reset by peer")));

        var failure = await Assert.ThrowsAsync<AtlasUnreachableException>(() => SendAsync(transport, method));

        Assert.Equal("cloud.mongodb.com", failure.Host);
        Assert.Contains("Connection reset by peer", failure.Message, StringComparison.Ordinal);
        Assert.Equal(tries, transport.Arrivals.Count);
    }

    [Fact]
    public async Task A_lost_answer_that_comes_the_second_time_is_no_failure()
    {
        using var transport = new FakeTransport(a => a.Number == 1 ? throw new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException(111)) : FakeTransport.Empty(200));

        Assert.Equal(200, (await SendAsync(transport, "GET")).Status);
        Assert.Contains(_log.VerboseLines, line => line.StartsWith("GET /groups: no answer; try 2 of 5 in 0.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_untrusted_certificate_is_reported_at_once()
    {
        using var transport = new FakeTransport(_ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "ssl", new AuthenticationException("UntrustedRoot.")));

        var failure = await Assert.ThrowsAsync<AtlasUnreachableException>(() => SendAsync(transport, "GET"));

        Assert.Contains("its certificate was not accepted (UntrustedRoot)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("system's trusted authorities", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(transport.Arrivals);
    }

    /// <summary>A request takes its time on the machine's clock, however fast a world's runs.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_server_that_never_answers_counts_as_a_lost_answer(int speed)
    {
        var began = _time.GetUtcNow();
        using var transport = new FakeTransport(async (_, cancellation) =>
        {
            var never = new TaskCompletionSource<HttpResponseMessage>();
            await using var stop = cancellation.Register(() => never.TrySetCanceled(cancellation));
            return await never.Task;
        });

        var failure = await Assert.ThrowsAsync<AtlasUnreachableException>(() => SendAsync(transport, "POST", speed: speed));

        Assert.Contains("no response within 100 s", failure.Message, StringComparison.Ordinal);
        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(101));
    }

    [Fact]
    public async Task A_stop_ends_the_wait_at_once_and_is_no_failure_of_the_network()
    {
        using var transport = new FakeTransport(_ => Throttled("Retry-After", "60"));
        using var stop = new CancellationTokenSource();
        using var http = new HttpMessageInvoker(new RetryHandler(transport, _time));
        using var request = HttpSetup.Request("GET", log: _log);

        var sending = http.SendAsync(request, stop.Token);
        while (_log.VerboseLines.Count == 0)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Single(transport.Arrivals);
    }

    [Fact]
    public async Task A_stop_that_breaks_the_connection_is_still_a_stop()
    {
        using var stop = new CancellationTokenSource();
        using var transport = new FakeTransport(async (_, _) =>
        {
            await stop.CancelAsync();
            throw new IOException("The socket was closed.");
        });
        using var http = new HttpMessageInvoker(new RetryHandler(transport, _time));
        using var request = HttpSetup.Request("GET");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.SendAsync(request, stop.Token));
    }

    private async Task<(int Status, TimeSpan Waited)> SendAsync(FakeTransport transport, string method, Func<byte[], bool>? reads = null, int speed = 1)
    {
        TimeProvider clock = speed == 1 ? _time : new ScaledClock(_time, _time.GetUtcNow(), speed);
        using var http = new HttpMessageInvoker(new RetryHandler(new OneTryHandler(transport, clock), clock), disposeHandler: false);
        using var request = HttpSetup.Request(method, "/groups", log: _log);
        new RequestContext(new(method, "/groups", ""), method != "POST", _log) { Reads = reads }.AttachTo(request);
        var (response, waited) = await _time.RunAsync(() => http.SendAsync(request, CancellationToken.None));
        using (response)
        {
            return ((int)response.StatusCode, waited);
        }
    }

    private static HttpResponseMessage Throttled(string header, string value)
    {
        var response = FakeTransport.Empty(429);
        response.Headers.TryAddWithoutValidation(header, value);
        return response;
    }

    private static FakeTransport Answers(params HttpResponseMessage[] answers) => new(arrival => answers[arrival.Number - 1]);
}
