using AtlasCmk.Clients;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

public sealed class ArmOperationTests
{
    private const string Operation = "https://management.azure.com/operations/1?t=signed-part";
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(10);

    private readonly ArmFixture _azure = new();

    private Task<PrivateEndpointConnection> ApproveAsync(CancellationToken cancellation = default) =>
        _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "why", s_timeout, cancellation);

    private Task DeleteAsync() => _azure.Api.DeleteConnectionAsync(Id, s_timeout, default);

    private IEnumerable<string> Sent => _azure.Arm.Requests.Select(r => $"{r.Method} {r.Address.AbsolutePath.Replace(VaultPath, "", StringComparison.Ordinal)}");

    [Fact]
    public async Task An_operation_with_an_address_is_followed_and_then_the_connection_is_read()
    {
        _azure.Arm.Answer(200, ConnectionJson("Approved", "Updating"), ("Azure-AsyncOperation", Operation), ("Retry-After", "7"))
            .Answer(200, """{"status":"InProgress"}""")
            .Answer(200, """{"status":"Succeeded"}""", ("Retry-After", "9"))
            .Answer(200, ConnectionJson());

        var changed = await ApproveAsync();

        Assert.Equal(("Approved", "Succeeded"), (changed.Status, changed.ProvisioningState));
        Assert.Equal(["PUT /privateEndpointConnections/pe-1", "GET /operations/1", "GET /operations/1", "GET /privateEndpointConnections/pe-1"], Sent);
        Assert.Equal([7, 1], _azure.Time.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task Without_an_address_the_connection_is_read_until_it_is_settled()
    {
        _azure.Arm.Answer(200, ConnectionJson("Pending", "Updating")).Answer(200, ConnectionJson("Pending", "Updating"), ("Retry-After", "0")).Answer(200, ConnectionJson());

        Assert.Equal("Approved", (await ApproveAsync()).Status);

        Assert.Equal(["PUT /privateEndpointConnections/pe-1", "GET /privateEndpointConnections/pe-1", "GET /privateEndpointConnections/pe-1"], Sent);
        Assert.Equal([0.5, 0.5], _azure.Time.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task An_accepted_change_with_a_location_is_followed_there()
    {
        _azure.Arm.Answer(202, "", ("Location", Operation)).Answer(202).Answer(200).Answer(200, ConnectionJson());
        Assert.Equal("Approved", (await ApproveAsync()).Status);
        Assert.Equal(["PUT /privateEndpointConnections/pe-1", "GET /operations/1", "GET /operations/1", "GET /privateEndpointConnections/pe-1"], Sent);
    }

    [Theory]
    [InlineData("Failed", """,{"code":"ScopeLocked","message":"locked"}""", "ScopeLocked", "locked")]
    [InlineData("Failed", "", "AzureOperationFailed", "Failed")]
    [InlineData("Canceled", "", "AzureOperationFailed", "Canceled")]
    public async Task An_operation_that_fails_is_an_error_with_its_reason(string status, string error, string errorId, string text)
    {
        var body = error.Length == 0 ? $$"""{"status":"{{status}}"}""" : $$"""{"status":"{{status}}","error":{{error[1..]}}}""";
        _azure.Arm.Answer(200, ConnectionJson(), ("Azure-AsyncOperation", Operation)).Answer(200, body).Answer(200, ConnectionJson("Pending"));

        var e = await Assert.ThrowsAsync<AzureApiException>(() => ApproveAsync());

        Assert.Equal(errorId, e.ErrorId);
        Assert.Contains(text, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_ends_as_failed_is_an_error()
    {
        _azure.Arm.Answer(200, ConnectionJson("Pending", "Updating")).Answer(200, ConnectionJson("Pending", "Failed"));
        Assert.Equal("AzureOperationFailed", (await Assert.ThrowsAsync<AzureApiException>(() => ApproveAsync())).ErrorId);
    }

    [Fact]
    public async Task A_connection_that_vanishes_while_it_is_changed_is_an_error()
    {
        _azure.Arm.Answer(200, ConnectionJson("Pending", "Updating")).Answer(204);
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<AzureApiException>(() => ApproveAsync())).Kind);
    }

    [Theory]
    [InlineData("Azure-AsyncOperation", """{"status":"Waiting for approval of the owner"}""", "Waiting for approval of the owner")]
    [InlineData("None", "", "Updating")]
    public async Task The_cap_ends_the_wait_and_names_the_last_state(string header, string body, string lastState)
    {
        _azure.Arm.Answer(200, ConnectionJson("Pending", "Updating"), (header, Operation)).Answer(200, body.Length > 0 ? body : ConnectionJson("Pending", "Updating"));

        var e = await Assert.ThrowsAsync<AtlasCmkException>(() => ApproveAsync());

        Assert.Equal(("WaitTimedOut", FailureKind.TimedOut), (e.ErrorId, e.Kind));
        Assert.Contains($"after 600 s; its last state was {lastState}.", e.Message, StringComparison.Ordinal);
        // Every 2 s for 10 minutes after the first ones, the PUT, and a last look.
        Assert.InRange(_azure.Arm.Requests.Count, 300, 304);
    }

    [Fact]
    public async Task The_cap_ends_a_wait_whose_end_Azure_puts_far_off()
    {
        _azure.Arm.Answer(202, "", ("Location", Operation), ("Retry-After", "3600"));
        Assert.Equal("WaitTimedOut", (await Assert.ThrowsAsync<AtlasCmkException>(DeleteAsync)).ErrorId);
        Assert.InRange(_azure.Arm.Requests.Count, 9, 14);
    }

    [Fact]
    public async Task A_stop_by_the_caller_is_no_timeout()
    {
        using var stop = new CancellationTokenSource();
        _azure.Arm.Answer(() =>
        {
            stop.Cancel();
            return new() { Content = new StringContent(ConnectionJson("Pending", "Updating")) };
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ApproveAsync(stop.Token));
    }

    [Theory]
    [InlineData("https://evil.example/operations/1?t=signed-part")]
    [InlineData("http://management.azure.com/operations/1?t=signed-part")]
    public async Task An_operation_on_another_host_or_out_of_TLS_is_not_followed(string address)
    {
        _azure.Arm.Answer(202, "", ("Location", address)).Answer(200, ConnectionJson());

        var e = await Assert.ThrowsAsync<AzureApiException>(DeleteAsync);

        Assert.Equal("RedirectRefused", e.ErrorId);
        Assert.DoesNotContain("signed-part", e.Message, StringComparison.Ordinal);
        Assert.All(_azure.Arm.Requests, r => Assert.Equal(("https", "management.azure.com", ConnectionPath), (r.Address.Scheme, r.Address.Host, r.Address.AbsolutePath)));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(404)]
    public async Task A_deletion_of_what_is_not_there_costs_one_request(int status)
    {
        _azure.Arm.Answer(status);
        await DeleteAsync();
        Assert.Equal(["DELETE /privateEndpointConnections/pe-1"], Sent);
    }

    [Fact]
    public async Task A_deletion_that_completes_at_once_is_verified()
    {
        _azure.Arm.Answer(200, ConnectionJson("Disconnected", "Disconnected")).Answer(204);
        await DeleteAsync();
        Assert.Equal(["DELETE /privateEndpointConnections/pe-1", "GET /privateEndpointConnections/pe-1"], Sent);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(404)]
    public async Task An_accepted_deletion_is_followed_until_it_is_over(int end)
    {
        _azure.Arm.Answer(202, "", ("Location", Operation), ("Retry-After", "60")).Answer(202, "", ("Retry-After", "30")).Answer(end).Answer(204);
        await DeleteAsync();
        Assert.Equal(["DELETE /privateEndpointConnections/pe-1", "GET /operations/1", "GET /operations/1", "GET /privateEndpointConnections/pe-1"], Sent);
        Assert.Equal([60, 30], _azure.Time.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task An_accepted_deletion_without_an_address_is_over_when_the_connection_is_gone()
    {
        _azure.Arm.Answer(202).Answer(200, ConnectionJson("Disconnected", "Deleting")).Answer(204);
        await DeleteAsync();
        Assert.Equal(["DELETE /privateEndpointConnections/pe-1", "GET /privateEndpointConnections/pe-1", "GET /privateEndpointConnections/pe-1"], Sent);
    }

    [Fact]
    public async Task A_deletion_that_fails_later_is_an_error()
    {
        _azure.Arm.Answer(202, "", ("Location", Operation)).Answer(409, Error("ScopeLocked"));
        Assert.Equal("ScopeLocked", (await Assert.ThrowsAsync<AzureApiException>(DeleteAsync)).ErrorId);
    }
}
