using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class RemovePrivateEndpointTests
{
    private const string Busy = "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING";

    private readonly World _world = new();

    private AkvPrivateEndpoint? Remove(bool wait = true, int timeout = 1800, int number = 1) => Assert.Single(_world.Remove(wait, timeout, number));

    private Timeline<IReadOnlyList<AkvPrivateEndpoint>> GivenOne(string status) => _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", status, "pe-1")]);

    [Fact]
    public void Under_encrypted_clusters_a_second_question_names_them_and_nothing_is_sent_without_a_yes()
    {
        GivenOne("ACTIVE");
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE"), Given.Cluster("plain"), Given.Cluster("abroad", "AZURE") with { Regions = ["US_WEST"] }]);
        _world.Answers.ToSecond = false;

        Assert.Null(Remove());
        Assert.Equal(["ask", "ask again"], _world.Journal.Where(e => e.StartsWith("ask", StringComparison.Ordinal)));
        Assert.Contains("orders", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.DoesNotContain("plain", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Contains(_world.Log.Warnings, w => w.Contains("orders", StringComparison.Ordinal) && w.Contains("Disable-AtlasClusterEncryption", StringComparison.Ordinal));
        Assert.Equal(0, _world.Count("DELETE"));
    }

    [Fact]
    public void A_cluster_without_an_endpoint_in_its_regions_may_use_the_last_one()
    {
        GivenOne("ACTIVE");
        _world.Atlas.Clusters.Set([Given.Cluster("abroad", "AZURE") with { Regions = ["US_WEST"] }]);
        _world.Answers.ToSecond = false;

        Assert.Null(Remove());
        Assert.Contains("abroad", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("DELETE"));
    }

    /// <summary>Which endpoint a cluster uses is not documented.</summary>
    [Fact]
    public void A_cluster_with_an_endpoint_in_its_region_may_still_use_an_endpoint_elsewhere()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1"), Given.Endpoint("US_WEST", "ACTIVE", "pe-2", number: 2)]);
        _world.Atlas.Clusters.Set([Given.Cluster("abroad", "AZURE") with { Regions = ["US_WEST"] }, Given.Cluster("leaving", state: "UPDATING") with { Regions = ["US_WEST"] }]);
        _world.Answers.ToSecond = false;

        Assert.Null(Remove());
        Assert.Contains("perhaps abroad.", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("DELETE"));
    }

    [Fact]
    public void A_cluster_whose_key_provider_is_not_known_may_need_the_endpoint()
    {
        GivenOne("ACTIVE");
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "OCI")]);
        _world.Answers.ToSecond = false;

        Assert.Null(Remove());
        Assert.Contains("perhaps orders.", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("DELETE"));
    }

    [Fact]
    public void A_cluster_that_is_changing_may_still_be_leaving_the_key()
    {
        GivenOne("ACTIVE");
        _world.Atlas.Clusters.Set([Given.Cluster("orders", state: "UPDATING")]);
        _world.Answers.ToSecond = false;

        Assert.Null(Remove());
        Assert.Contains("orders (UPDATING)", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("DELETE"));
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData("PENDING_ACCEPTANCE")]
    public void Removing_an_unused_endpoint_requires_one_confirmation(string status)
    {
        GivenOne(status);
        _world.Atlas.OnDelete = _ => _world.Atlas.Endpoints.Set([]);
        _world.Atlas.Clusters.Set([Given.Cluster("orders")]);

        Assert.Null(Remove());
        Assert.Single(_world.Answers.Questions);
    }

    [Fact]
    public void The_question_names_the_region_and_the_removal_is_waited_for()
    {
        GivenOne("ACTIVE");
        _world.Atlas.OnDelete = _ => GivenOne("DELETING").After(25, []);

        Assert.Null(Remove());
        Assert.Equal(["GET privateEndpoints", "GET clusters", "ask", $"DELETE privateEndpoints/{Given.EndpointId(1)}"], _world.Journal.Take(4));
        Assert.Contains("Remove the ACTIVE private endpoint in US_EAST_2", Assert.Single(_world.Answers.Questions), StringComparison.Ordinal);
        Assert.InRange(_world.Elapsed.TotalSeconds, 25, 36);
    }

    [Fact]
    public void Without_waiting_it_returns_what_Atlas_then_lists()
    {
        GivenOne("ACTIVE");
        _world.Atlas.OnDelete = _ => GivenOne("DELETING").After(25, []);

        Assert.Equal("DELETING", Remove(wait: false)!.Status);
        Assert.InRange(_world.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public void Declining_returns_nothing_and_removes_nothing()
    {
        GivenOne("ACTIVE");
        _world.Answers.ToFirst = false;

        Assert.Null(Remove());
        Assert.Equal(0, _world.Count("DELETE"));
    }

    [Fact]
    public void An_unknown_cluster_is_an_error_and_nothing_is_sent()
    {
        GivenOne("ACTIVE");

        var failure = Assert.Throws<AtlasCmkException>(() => Remove(number: 7));

        Assert.Equal("EndpointUnknown", failure.ErrorId);
        Assert.Contains(Given.EndpointId(7), failure.Message, StringComparison.Ordinal);
        Assert.Equal(["GET privateEndpoints"], _world.Journal);
    }

    /// <summary>An earlier command of the pipeline makes it while this one is at work on another.</summary>
    [Fact]
    public void An_item_created_since_the_first_poll_is_known()
    {
        GivenOne("ACTIVE");
        Remove();
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_CENTRAL", "PENDING_ACCEPTANCE", "pe-2", number: 2)]);

        Assert.Null(Remove(number: 2));
        Assert.Equal(2, _world.Count("DELETE"));
    }

    [Fact]
    public void An_endpoint_that_is_being_deleted_is_only_waited_for()
    {
        GivenOne("DELETING").After(25, []);

        Assert.Null(Remove());
        Assert.Equal(0, _world.Count("ask") + _world.Count("DELETE"));
    }

    [Fact]
    public void A_deletion_during_creation_is_retried_until_Atlas_allows_it()
    {
        GivenOne("INITIATING");
        _world.Atlas.OnDelete = _ =>
        {
            if (_world.Elapsed < TimeSpan.FromSeconds(150))
            {
                throw Given.Refusal("DELETE", 400, Busy);
            }

            GivenOne("DELETING").After(25, []);
        };

        Assert.Null(Remove());
        Assert.InRange(_world.Elapsed.TotalSeconds, 175, 196);
        Assert.True(_world.Count("DELETE") > 1);
        Assert.Equal(1, _world.Count("ask"));
    }

    [Fact]
    public void A_deletion_that_Atlas_blocks_too_long_fails_with_Atlass_error()
    {
        GivenOne("INITIATING");
        _world.Atlas.OnDelete = _ => throw Given.Refusal("DELETE", 400, Busy);

        Assert.Equal("EndpointBusy", Assert.Throws<AtlasApiException>(() => Remove(timeout: 60)).ErrorId);
        Assert.InRange(_world.Elapsed.TotalSeconds, 60, 71);
    }

    [Fact]
    public void An_endpoint_that_is_already_gone_is_a_success()
    {
        GivenOne("ACTIVE");
        _world.Atlas.OnDelete = _ =>
        {
            _world.Atlas.Endpoints.Set([]);
            throw Given.Refusal("DELETE", 404, "RESOURCE_NOT_FOUND");
        };

        Assert.Null(Remove());
        Assert.Equal(1, _world.Count("DELETE"));
    }

    /// <summary>They have the error ID of what is gone, whatever the status.</summary>
    [Theory]
    [InlineData(400, "INVALID_ATLAS_GROUP")]
    [InlineData(404, "INVALID_ATLAS_GROUP")]
    [InlineData(404, "GROUP_NOT_FOUND")]
    [InlineData(409, "PROVIDER_UNSUPPORTED")]
    public void A_refusal_that_is_not_about_the_endpoint_does_not_mean_that_it_is_gone(int status, string code)
    {
        GivenOne("ACTIVE");
        _world.Atlas.OnDelete = _ => throw Given.Refusal("DELETE", status, code);

        Assert.Equal(code, Assert.Throws<AtlasApiException>(() => Remove(timeout: 60)).ErrorCode);
        Assert.Equal(1, _world.Count("DELETE"));
    }

    [Fact]
    public void Any_other_refusal_is_the_answer()
    {
        GivenOne("ACTIVE");
        _world.Atlas.OnDelete = _ => throw Given.Refusal("DELETE", 403, "ACCESS_FORBIDDEN");

        Assert.Equal("RoleTooSmall", Assert.Throws<AtlasApiException>(() => Remove()).ErrorId);
        Assert.Equal(1, _world.Count("DELETE"));
    }

    [Fact]
    public void A_FAILED_endpoint_can_be_removed_even_if_Atlas_shows_FAILED_for_a_moment()
    {
        GivenOne("FAILED").After(3, [Given.Endpoint("US_EAST_2", "DELETING")]).After(25, []);
        _world.Atlas.OnDelete = _ => { };

        Assert.Null(Remove());
        Assert.InRange(_world.Elapsed.TotalSeconds, 25, 36);
    }

    [Fact]
    public void A_deletion_that_fails_is_an_error_at_once()
    {
        GivenOne("ACTIVE");
        _world.Atlas.OnDelete = _ => GivenOne("DELETING").After(25, [Given.Endpoint("US_EAST_2", "FAILED", error: "the network is locked")]);

        var failure = Assert.Throws<AtlasCmkException>(() => Remove());

        Assert.Equal("EndpointNotRemoved", failure.ErrorId);
        Assert.Contains("the network is locked", failure.Message, StringComparison.Ordinal);
        Assert.InRange(_world.Elapsed.TotalSeconds, 25, 36);
    }

    [Fact]
    public void Time_that_runs_out_names_the_last_status()
    {
        GivenOne("ACTIVE");
        _world.Atlas.OnDelete = _ => GivenOne("DELETING");

        var failure = Assert.Throws<AtlasCmkException>(() => Remove(timeout: 60));

        Assert.Equal("WaitTimedOut", failure.ErrorId);
        Assert.Contains("not gone within 60 s; its last status was DELETING", failure.Message, StringComparison.Ordinal);
    }
}
