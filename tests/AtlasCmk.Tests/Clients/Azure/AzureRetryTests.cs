using System.Security.Authentication;
using AtlasCmk.Clients;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

public sealed class AzureRetryTests
{
    private readonly ArmFixture _azure = new();

    private Task<PrivateEndpointConnection?> GetAsync(CancellationToken cancellation = default) => _azure.Api.GetConnectionAsync(Id, cancellation);

    [Fact]
    public async Task Throttling_waits_as_long_as_Azure_asks_and_reports_it()
    {
        _azure.Arm.Answer(429, Error("SubscriptionRequestsThrottled"), ("Retry-After", "17")).Answer(200, ConnectionJson());

        Assert.NotNull(await GetAsync());

        Assert.Equal([17], _azure.Time.Waits.Select(w => w.TotalSeconds));
        Assert.Equal(
            [$"GET {ConnectionPath} → 429 in 0 ms, try 1", $"GET {ConnectionPath}: 429; try 2 of 5 in 17 s", $"GET {ConnectionPath} → 200 in 0 ms, try 2"],
            _azure.Log.VerboseLines);
    }

    [Fact]
    public async Task A_date_to_retry_after_is_understood()
    {
        var date = (_azure.Time.GetUtcNow() + TimeSpan.FromSeconds(30)).ToString("R");
        _azure.Arm.Answer(503, "", ("Retry-After", date)).Answer(200, ConnectionJson());
        Assert.NotNull(await GetAsync());
        Assert.Equal([30], _azure.Time.Waits.Select(w => w.TotalSeconds));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Transient_failures_are_retried_five_times_with_growing_delays(int status)
    {
        _azure.Arm.Answer(status, Error("Odd"));

        var e = await Assert.ThrowsAsync<AzureApiException>(() => GetAsync());

        Assert.Equal(status, e.StatusCode);
        Assert.Equal(5, _azure.Arm.Requests.Count);
        Assert.Equal(_azure.Time.Waits.Order(), _azure.Time.Waits);
        Assert.InRange(_azure.Time.Waits.Sum(w => w.TotalSeconds), 12, 15.01);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(409)]
    public async Task A_permanent_failure_is_tried_once(int status)
    {
        _azure.Arm.Answer(status, Error("Odd"));
        await Assert.ThrowsAsync<AzureApiException>(() => GetAsync());
        Assert.Single(_azure.Arm.Requests);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_not_started()
    {
        _azure.Arm.Answer(429, Error("SubscriptionRequestsThrottled"), ("Retry-After", "1800"));
        var e = await Assert.ThrowsAsync<AzureApiException>(() => GetAsync());
        Assert.Equal(("AzureThrottled", FailureKind.Throttled), (e.ErrorId, e.Kind));
        Assert.Contains("The server requests a wait of 30 min", e.Remedy, StringComparison.Ordinal);
        Assert.Single(_azure.Arm.Requests);
        Assert.Empty(_azure.Time.Waits);
        Assert.Equal($"GET {ConnectionPath}: 429; not retried: the requested wait of 1800 s exceeds what is left of 5 min", _azure.Log.VerboseLines[^1]);
    }

    [Fact]
    public async Task A_lost_connection_is_tried_again_and_the_change_is_sent_whole_again()
    {
        _azure.Arm.Fail(new HttpRequestException(HttpRequestError.ConnectionError, "reset")).Answer(200, ConnectionJson());
        await _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "why", TimeSpan.FromMinutes(5), default);
        Assert.Equal(["PUT", "PUT", "GET"], _azure.Arm.Requests.Select(r => r.Method));
        Assert.Equal(_azure.Arm.Requests[0], _azure.Arm.Requests[1]);
        Assert.Contains(_azure.Log.VerboseLines, l => l.Contains("no answer; try 2 of 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_a_lost_connection()
    {
        _azure.Arm.Answer(() => new() { Content = new StreamContent(new BreakingStream()) }).Answer(200, ConnectionJson());
        Assert.NotNull(await GetAsync());
        Assert.Equal(2, _azure.Arm.Requests.Count);
    }

    [Fact]
    public async Task A_connection_that_stays_lost_ends_as_unreachable()
    {
        _azure.Arm.Fail(new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"));

        var e = await Assert.ThrowsAsync<AtlasUnreachableException>(() => GetAsync());

        Assert.Equal("management.azure.com", e.Host);
        Assert.Contains(ConnectionPath, e.Message, StringComparison.Ordinal);
        Assert.Equal(5, _azure.Arm.Requests.Count);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_not_asked_again()
    {
        _azure.Arm.Fail(new HttpRequestException(HttpRequestError.SecureConnectionError, "TLS", new AuthenticationException("untrusted root")));
        var e = await Assert.ThrowsAsync<AtlasUnreachableException>(() => GetAsync());
        Assert.Contains("untrusted root", e.Message, StringComparison.Ordinal);
        Assert.Single(_azure.Arm.Requests);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_between_two_tries()
    {
        using var stop = new CancellationTokenSource();
        _azure.Arm.Answer(() =>
        {
            stop.Cancel();
            return new(System.Net.HttpStatusCode.ServiceUnavailable);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => GetAsync(stop.Token));
        Assert.Single(_azure.Arm.Requests);
    }

    private sealed class BreakingStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => throw new IOException("broken off");

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("broken off");
    }
}
