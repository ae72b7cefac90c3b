using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class WaitForPrivateEndpointTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(30);

    private readonly World _world = new();

    private AkvPrivateEndpoint WaitFor(string status, TimeSpan? timeout = null)
    {
        var endpoint = _world.Atlas.Endpoints.Now[0];
        return _world.Run(() => new WaitForPrivateEndpoint(_world.Project).UntilAsync(endpoint, EndpointGoal.Status(status), timeout ?? s_long));
    }

    private string FailureOf(Func<AkvPrivateEndpoint> act, out AtlasCmkException failure)
    {
        failure = Assert.Throws<AtlasCmkException>(act);
        return failure.ErrorId;
    }

    /// <summary>While Atlas recreates it, an endpoint keeps the name of the connection that was lost.</summary>
    [Theory]
    [InlineData("PENDING_RECREATION", true)]
    [InlineData("FAILED", true)]
    [InlineData("ACTIVE", false)]
    public void A_lost_connection_matters_only_where_the_status_says_that_there_is_one(string status, bool isReached) =>
        Assert.Equal(isReached, EndpointGoal.Status(status).WithoutConnection("pe-1").IsReached(Given.Endpoint("US_EAST_2", status, "pe-1")));

    [Fact]
    public void An_endpoint_that_already_has_the_status_costs_no_request()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")]);

        Assert.Equal("ACTIVE", WaitFor("ACTIVE").Status);
        Assert.Empty(_world.Journal);
    }

    /// <summary>Atlas notices a rejection after a while, and shows the lost connection until then.</summary>
    [Fact]
    public void Without_a_lost_connection_the_status_counts_with_the_next_one_only()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1")])
            .After(40, [Given.Endpoint("US_EAST_2", "PENDING_RECREATION", "pe-1")])
            .After(90, [Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-2")]);
        var goal = EndpointGoal.Status("PENDING_ACCEPTANCE").WithoutConnection("PE-1");

        var endpoint = _world.Run(() => new WaitForPrivateEndpoint(_world.Project).UntilAsync(_world.Atlas.Endpoints.Now[0], goal, s_long));

        Assert.Equal("pe-2", endpoint.PrivateEndpointConnectionName);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void A_poll_is_one_request_for_any_number_of_waits(int count)
    {
        string[] regions = [.. AzureRegions.AzureNames.Keys.Take(count)];
        AkvPrivateEndpoint[] All(string status) => [.. regions.Select((r, i) => Given.Endpoint(r, status, $"pe-{i}", i))];
        _world.Atlas.Endpoints.Set(All("PENDING_ACCEPTANCE")).After(180, All("ACTIVE"));

        var active = _world.Run(() => Task.WhenAll(
            _world.Atlas.Endpoints.Now.Select(e => new WaitForPrivateEndpoint(_world.Project).UntilAsync(e, EndpointGoal.Status("ACTIVE"), s_long))));

        Assert.Equal(regions, active.Select(e => e.RegionName));
        Assert.All(active, e => Assert.Equal("ACTIVE", e.Status));
        Assert.Equal(22, _world.Journal.Count);
    }

    [Fact]
    public void Each_change_takes_effect_at_its_own_time()
    {
        var (first, second) = (Given.Endpoint("US_EAST_2", "INITIATING"), Given.Endpoint("US_CENTRAL", "INITIATING", number: 2));
        _world.Atlas.Endpoints.Set([first, second])
            .After(30, [first, Given.Endpoint("US_CENTRAL", "ACTIVE", "pe-2", 2)])
            .After(90, [Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1"), Given.Endpoint("US_CENTRAL", "ACTIVE", "pe-2", 2)]);
        async Task<double> Arrival(AkvPrivateEndpoint endpoint)
        {
            await new WaitForPrivateEndpoint(_world.Project).UntilAsync(endpoint, EndpointGoal.Status("ACTIVE"), s_long).ConfigureAwait(false);
            return _world.Elapsed.TotalSeconds;
        }

        var arrivals = _world.Run(() => Task.WhenAll(Arrival(first), Arrival(second)));

        Assert.InRange(arrivals[0], 90, 101);
        Assert.InRange(arrivals[1], 30, 41);
    }

    [Fact]
    public void Pending_acceptance_counts_once_there_is_a_connection_to_approve()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "INITIATING")])
            .After(20, [Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE")])
            .After(40, [Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1")]);

        Assert.Equal("pe-1", WaitFor("PENDING_ACCEPTANCE").PrivateEndpointConnectionName);
    }

    [Fact]
    public void A_recreated_endpoint_that_keeps_its_id_is_waited_for_with_a_warning()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1")])
            .After(30, [Given.Endpoint("US_EAST_2", "PENDING_RECREATION", "pe-1", error: "Connection request removed, recreating endpoint")])
            .After(60, [Given.Endpoint("US_EAST_2", "INITIATING")])
            .After(240, [Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-2")])
            .After(300, [Given.Endpoint("US_EAST_2", "ACTIVE", "pe-2")]);

        Assert.Equal("pe-2", WaitFor("ACTIVE").PrivateEndpointConnectionName);
        Assert.Contains("must be approved again", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
        Assert.Contains(_world.Log.Told, t => t.Contains("Connection request removed, recreating endpoint", StringComparison.Ordinal));
        var seen = _world.Log.Statuses.Select(s => s[..s.IndexOf(" after ", StringComparison.Ordinal)].Split(' ')[^1]);
        Assert.Equal(["PENDING_ACCEPTANCE", "PENDING_RECREATION", "INITIATING", "PENDING_ACCEPTANCE", "ACTIVE"], seen);
    }

    /// <summary>The bar names the vault that must approve, and after the approval that only Atlas is waited for.</summary>
    [Theory]
    [InlineData(null, null, "PENDING_ACCEPTANCE; 0 s of about 3 min; waiting for approval in the vault; ")]
    [InlineData("kv-prod", null, "PENDING_ACCEPTANCE; 0 s of about 3 min; waiting for approval in the vault kv-prod; ")]
    [InlineData("kv-prod", "PE-1", "PENDING_ACCEPTANCE; 0 s of about 3 min; approved, Atlas shows it within 3 min; ")]
    [InlineData("kv-prod", "pe-of-before", "PENDING_ACCEPTANCE; 0 s of about 3 min; waiting for approval in the vault kv-prod; ")]
    public void The_bar_says_what_is_waited_for_and_who_must_act(string? vault, string? approved, string start)
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1")]).After(30, [Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")]);
        var goal = EndpointGoal.Status("ACTIVE") with { VaultName = vault, ApprovedName = approved };

        _world.Run(() => new WaitForPrivateEndpoint(_world.Project).UntilAsync(Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1"), goal, TimeSpan.FromMinutes(5)));

        Assert.StartsWith(start, _world.Log.Bars[0].Status, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recreated_endpoint_with_a_new_id_is_followed_by_its_region()
    {
        var old = Given.Endpoint("US_EAST_2", "PENDING_RECREATION", "pe-1");
        var bystander = Given.Endpoint("US_CENTRAL", "ACTIVE", "pe-9", 9);
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1"), bystander])
            .After(30, [old, bystander, Given.Endpoint("US_EAST_2", "INITIATING", number: 2)])
            .After(240, [old, bystander, Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-2", 2)]);

        var endpoint = WaitFor("PENDING_ACCEPTANCE");

        Assert.Equal((Given.EndpointId(2), "pe-2"), (endpoint.EndpointId, endpoint.PrivateEndpointConnectionName));
        Assert.Single(_world.Log.Warnings);
    }

    [Fact]
    public void A_recreation_between_two_polls_is_noticed()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1")])
            .After(30, [Given.Endpoint("US_EAST_2", "INITIATING")])
            .After(240, [Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-2")])
            .After(300, [Given.Endpoint("US_EAST_2", "ACTIVE", "pe-2")]);

        Assert.Equal("ACTIVE", WaitFor("ACTIVE").Status);
        Assert.Contains("must be approved again", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ordinary_creation_warns_of_nothing()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "INITIATING")])
            .After(60, [Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE")])
            .After(70, [Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1")])
            .After(200, [Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")]);

        WaitFor("ACTIVE");

        Assert.Empty(_world.Log.Warnings);
    }

    [Fact]
    public void A_failing_endpoint_is_an_error_at_once_with_Atlass_message()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "INITIATING")])
            .After(20, [Given.Endpoint("US_EAST_2", "FAILED", error: "the subscription is not registered")]);

        Assert.Equal("EndpointFailed", FailureOf(() => WaitFor("ACTIVE"), out var failure));
        Assert.Contains("US_EAST_2", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the subscription is not registered", failure.Message, StringComparison.Ordinal);
        Assert.InRange(_world.Elapsed.TotalSeconds, 20, 31);
    }

    [Fact]
    public void An_endpoint_that_failed_before_is_an_error_without_a_request()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "FAILED")]);

        Assert.Equal("EndpointFailed", FailureOf(() => WaitFor("ACTIVE"), out _));
        Assert.Empty(_world.Journal);
    }

    [Fact]
    public void Failure_may_be_what_is_waited_for()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "INITIATING")]).After(20, [Given.Endpoint("US_EAST_2", "FAILED")]);

        Assert.Equal("FAILED", WaitFor("FAILED").Status);
    }

    [Fact]
    public void One_that_is_removed_meanwhile_gives_an_error_that_names_the_removal()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "INITIATING")])
            .After(20, [Given.Endpoint("US_EAST_2", "DELETING")])
            .After(40, [Given.Endpoint("US_EAST_2", "INITIATING", number: 2)]);

        Assert.Equal("EndpointGone", FailureOf(() => WaitFor("ACTIVE"), out var failure));
        Assert.Contains(Given.EndpointId(1), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_that_runs_out_names_the_region_and_the_last_status()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "INITIATING")]).After(60, [Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1")]);

        Assert.Equal("WaitTimedOut", FailureOf(() => WaitFor("ACTIVE", TimeSpan.FromSeconds(120)), out var failure));
        Assert.Equal($"The private endpoint in US_EAST_2 of project {Given.ProjectId} was not ACTIVE within 120 s; its last status was PENDING_ACCEPTANCE.", failure.Message);
        Assert.Equal(120, _world.Elapsed.TotalSeconds);
    }

    [Fact]
    public void An_unknown_status_is_kept_and_can_be_waited_for()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "INITIATING")])
            .After(20, [Given.Endpoint("US_EAST_2", "BEING_POLISHED")])
            .After(90, [Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")]);

        Assert.Equal("BEING_POLISHED", WaitFor("BEING_POLISHED").Status);
        Assert.Equal("ACTIVE", WaitFor("ACTIVE").Status);
        Assert.Contains(_world.Log.Bars, b => b.Status.StartsWith("BEING_POLISHED", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("active", "ACTIVE")]
    [InlineData(" PENDING_ACCEPTANCE ", "PENDING_ACCEPTANCE")]
    [InlineData("INITATING", "INITIATING")]
    [InlineData("being_polished", "BEING_POLISHED")]
    public void A_status_may_be_typed_in_any_case_and_as_the_vendors_page_misspells_it(string typed, string status) =>
        Assert.Equal(status, EndpointStatus.Normalize(typed));
}
