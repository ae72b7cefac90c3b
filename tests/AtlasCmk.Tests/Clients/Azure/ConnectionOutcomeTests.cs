using AtlasCmk.Clients;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

/// <summary>The connection itself shows the result of a decision, not the answer to the decision.</summary>
public sealed class ConnectionOutcomeTests
{
    private const string Own = $"https://management.azure.com{ConnectionPath}?api-version=2026-02-01&kv-operation=eyJjb2RlIjoiYXBwcm92ZSJ9";
    private const string Operation = "https://management.azure.com/operations/1";
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    private readonly ArmFixture _azure = new();

    private Task<PrivateEndpointConnection> ApproveAsync() => _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "why", s_timeout, default);

    /// <summary>recordings/azure-connection-exchanges.json: 200, Updating, and an Azure-AsyncOperation that is the connection's own address.</summary>
    [Fact]
    public async Task An_approval_as_it_was_recorded_is_an_approval()
    {
        _azure.Arm.Answer(200, ConnectionJson("Approved", "Updating"), ("Azure-AsyncOperation", Own))
            .Answer(200, ConnectionJson("Approved", "Updating")).Answer(200, ConnectionJson("Approved", "Updating")).Answer(200, ConnectionJson());

        var approved = await ApproveAsync();

        Assert.Equal(("Approved", "Succeeded"), (approved.Status, approved.ProvisioningState));
        Assert.Contains("kv-operation=", _azure.Arm.Requests[1].Address.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(404, "")]
    [InlineData(403, """{"error":{"code":"AuthorizationFailed","message":"no"}}""")]
    [InlineData(200, """{"status":"Failed","error":{"code":"InternalServerError","message":"no"}}""")]
    [InlineData(200, """{"status":"Canceled"}""")]
    public async Task An_approved_connection_is_a_success_whatever_the_operation_answers(int status, string body)
    {
        _azure.Arm.Answer(200, ConnectionJson("Approved", "Updating"), ("Azure-AsyncOperation", Operation)).Answer(status, body).Answer(200, ConnectionJson());
        Assert.Equal("Approved", (await ApproveAsync()).Status);
    }

    /// <summary>Nothing is a clear answer: to ask again takes seconds in which Atlas may replace a rejected connection.</summary>
    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task An_operation_that_answers_with_nothing_is_asked_once(int status)
    {
        _azure.Arm.Answer(200, ConnectionJson("Approved", "Updating"), ("Azure-AsyncOperation", Operation)).Answer(status, "").Answer(200, ConnectionJson());
        await ApproveAsync();
        Assert.Single(_azure.Arm.Requests, r => r.Address.ToString() == Operation);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task An_empty_answer_is_verified_by_reading(string body)
    {
        _azure.Arm.Answer(200, body).Answer(200, ConnectionJson());
        Assert.Equal("Approved", (await ApproveAsync()).Status);
    }

    [Fact]
    public async Task A_fault_after_an_approval_that_was_carried_out_is_no_failure()
    {
        _azure.Arm.Answer(501, Error("NotImplemented")).Answer(200, ConnectionJson());
        Assert.Equal("Approved", (await ApproveAsync()).Status);
    }

    [Fact]
    public async Task An_approval_that_Azure_confirms_and_does_not_carry_out_is_seen_as_it_is()
    {
        _azure.Arm.Answer(200, ConnectionJson()).Answer(200, ConnectionJson("Pending"));

        Assert.Equal("Pending", (await ApproveAsync()).Status);
        Assert.InRange(_azure.Time.Waits.Sum(w => w.TotalSeconds), 15, 20);
    }

    [Fact]
    public async Task An_approval_that_shows_a_moment_later_is_an_approval()
    {
        _azure.Arm.Answer(200, ConnectionJson()).Answer(200, ConnectionJson("Pending")).Answer(200, ConnectionJson("Pending")).Answer(200, ConnectionJson());
        Assert.Equal("Approved", (await ApproveAsync()).Status);
    }

    /// <summary>Atlas replaces a rejected connection: it may be gone before the first look.</summary>
    [Theory]
    [InlineData("Rejected", true)]
    [InlineData("Approved", false)]
    public async Task A_connection_that_is_gone_after_the_decision_was_rejected_or_is_an_error(string status, bool isSuccess)
    {
        _azure.Arm.Answer(200, ConnectionJson(status, "Updating"), ("Azure-AsyncOperation", Own)).Answer(404);
        var decision = _azure.Api.SetConnectionStatusAsync(Connection(), status, "why", s_timeout, default);

        if (isSuccess)
        {
            Assert.Equal("Rejected", (await decision).Status);
        }
        else
        {
            Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<AzureApiException>(() => decision)).Kind);
        }
    }

    [Fact]
    public async Task A_removal_that_is_not_carried_out_gives_what_is_left()
    {
        _azure.Arm.Answer(200, ConnectionJson("Disconnected", "Disconnected")).Answer(200, ConnectionJson("Approved"));
        Assert.Equal("Approved", (await _azure.Api.DeleteConnectionAsync(Id, s_timeout, default))?.Status);
    }

    [Fact]
    public async Task A_removal_whose_answer_is_a_fault_was_a_removal_where_the_connection_is_gone()
    {
        _azure.Arm.Answer(501, Error("NotImplemented")).Answer(204);
        Assert.Null(await _azure.Api.DeleteConnectionAsync(Id, s_timeout, default));
    }
}
