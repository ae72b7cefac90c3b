using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class DecideConnectionTests
{
    private static readonly AkvPrivateEndpoint s_endpoint = Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1");

    private readonly World _world = new();

    private PrivateEndpointConnection? Decide(ConnectionDecision decision, AkvPrivateEndpoint? endpoint, string? askedFor = null, bool isNamed = true, params string[] unread) => _world.Run(() =>
        new DecideConnection(_world.Session, new(Given.Connection("pe-1"), new(endpoint, unread), askedFor ?? endpoint?.ProjectId) { IsNamed = isNamed },
            decision, "Change 4711", TimeSpan.FromMinutes(5))
            .RunAsync(_world.Answers));

    private PrivateEndpointConnection? Approve(AkvPrivateEndpoint? endpoint, bool isNamed = true) => Decide(ConnectionDecision.Approve, endpoint, isNamed: isNamed);

    private void GivenConnection(string status, string state = "Succeeded") =>
        _world.KeyVault.Connections.Set([Connection(status, state)]);

    private static PrivateEndpointConnection Connection(string status, string state = "Succeeded") =>
        new(Given.Connection("pe-1"), status) { ProvisioningState = state };

    [Fact]
    public void A_connection_that_Atlas_lists_is_approved_and_names_its_owner()
    {
        GivenConnection("Pending");

        var connection = Approve(s_endpoint)!;

        Assert.Equal(("Approved", "Change 4711", "Atlas"), (connection.Status, connection.Description, connection.VerifiedBy));
        Assert.Equal((Given.ProjectId, s_endpoint.EndpointId, "US_EAST_2"), (connection.ProjectId, connection.EndpointId, connection.RegionName));
        Assert.Equal(["GET kv-atlas/pe-1", "ask", "PUT kv-atlas/pe-1 Approved"], _world.Journal);
        Assert.Equal(["Change 4711"], _world.KeyVault.Descriptions);
        Assert.Contains($"which Atlas lists for US_EAST_2 of project {Given.ProjectId}", Assert.Single(_world.Answers.Questions), StringComparison.Ordinal);
        Assert.Empty(_world.Log.Warnings);
    }

    [Fact]
    public void A_connection_that_was_not_checked_with_Atlas_is_approved_with_a_warning()
    {
        GivenConnection("Pending");

        Assert.Equal("None", Approve(null)!.VerifiedBy);
        Assert.Contains("Atlas was not asked who owns connection pe-1 of vault kv-atlas", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("ask again"));
    }

    [Fact]
    public void A_connection_that_Atlas_does_not_list_requires_additional_confirmation()
    {
        GivenConnection("Pending");
        _world.Answers.ToSecond = false;

        Assert.Null(Decide(ConnectionDecision.Approve, null, Given.ProjectId));

        Assert.Equal(["GET kv-atlas/pe-1", "ask", "ask again"], _world.Journal);
        Assert.All([_world.Answers.Questions[1], Assert.Single(_world.Log.Warnings)], said =>
            Assert.StartsWith($"Atlas does not list the connection pe-1 of vault kv-atlas for project {Given.ProjectId}, nor for any other project that this session can see.",
                said, StringComparison.Ordinal));

        _world.Answers.ToSecond = true;
        Assert.Equal("Approved", Decide(ConnectionDecision.Approve, null, Given.ProjectId)!.Status);
    }

    /// <summary>Under -WhatIf the first question is answered by no.</summary>
    [Fact]
    public void After_declining_there_is_no_second_question()
    {
        GivenConnection("Pending");
        _world.Answers.ToFirst = false;

        Assert.Null(Decide(ConnectionDecision.Deny, null, Given.ProjectId));
        Assert.Equal(0, _world.Count("ask again"));
    }

    [Theory]
    [InlineData("Approved")]
    [InlineData("approved")]
    public void An_approved_connection_is_a_success_without_a_question(string status)
    {
        GivenConnection(status);

        Assert.Equal(s_endpoint.EndpointId, Approve(s_endpoint)!.EndpointId);
        Assert.Equal(["GET kv-atlas/pe-1"], _world.Journal);
    }

    [Fact]
    public void A_pipeline_does_not_undo_a_rejection_and_the_remedy_names_both_options()
    {
        GivenConnection("Rejected");

        var failure = Assert.Throws<AtlasCmkException>(() => Approve(s_endpoint, isNamed: false));

        Assert.Equal("ConnectionRejected", failure.ErrorId);
        Assert.Contains($"Approve-AtlasAkvPrivateEndpointConnection -ProjectId '{Given.ProjectId}' -ResourceId '{Given.Connection("pe-1").ResourceId}'", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(["GET kv-atlas/pe-1"], _world.Journal);
    }

    /// <summary>Key Vault allows it (recorded). It is unknown whether Atlas still checks that connection.</summary>
    [Fact]
    public void A_rejection_is_undone_if_the_connection_is_named()
    {
        GivenConnection("Rejected");

        Assert.Equal("Approved", Approve(s_endpoint)!.Status);
        Assert.Contains("was rejected before", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown")]
    [InlineData("UnderReview")]
    public void One_in_an_unknown_state_is_decided_on_only_where_it_is_named(string status)
    {
        GivenConnection(status);

        Assert.All([ConnectionDecision.Approve, ConnectionDecision.Deny], decision =>
        {
            var failure = Assert.Throws<AtlasCmkException>(() => Decide(decision, s_endpoint, isNamed: false));
            Assert.Equal("ConnectionStateUnknown", failure.ErrorId);
            Assert.Contains($"'{status}'", failure.Message, StringComparison.Ordinal);
        });
        Assert.Equal(0, _world.Count("PUT"));

        Assert.Equal("Approved", Approve(s_endpoint)!.Status);
        Assert.Contains(status, Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Approved")]
    public void A_connection_that_Azure_does_not_change_is_an_error(string status)
    {
        GivenConnection(status);
        _world.KeyVault.IgnoresDecisions = true;

        var failure = Assert.Throws<AtlasCmkException>(() => Decide(status == "Pending" ? ConnectionDecision.Approve : ConnectionDecision.Deny, s_endpoint));

        Assert.Equal("ConnectionNotChanged", failure.ErrorId);
        Assert.Contains(status, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Atlas leaves a connection that was rejected, and makes another one.</summary>
    [Fact]
    public void A_rejection_after_which_the_consumer_has_left_is_a_rejection()
    {
        GivenConnection("Approved");
        _world.KeyVault.StatusAfterDecisions = "Disconnected";

        Assert.Equal("Disconnected", Decide(ConnectionDecision.Deny, s_endpoint)!.Status);
        Assert.Equal("ConnectionNotChanged", Assert.Throws<AtlasCmkException>(() => DecideAnew()).ErrorId);

        PrivateEndpointConnection? DecideAnew()
        {
            GivenConnection("Pending");
            return Approve(s_endpoint);
        }
    }

    [Fact]
    public void A_connection_with_an_unknown_owner_requires_confirmation_that_names_what_was_not_read()
    {
        GivenConnection("Pending");
        _world.Answers.ToSecond = false;

        Assert.Null(Decide(ConnectionDecision.Approve, null, Given.ProjectId, true, "project 66c9e8f1dd6c9960802420ff orders (403)"));

        Assert.Contains("project 66c9e8f1dd6c9960802420ff orders (403)", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("PUT"));
    }

    [Fact]
    public void Rejecting_the_connection_of_another_project_takes_a_second_question_and_approving_it_does_not()
    {
        const string other = "66c9e8f1dd6c9960802420ff";
        GivenConnection("Pending");
        _world.Answers.ToSecond = false;

        Assert.Null(Decide(ConnectionDecision.Deny, s_endpoint, other));
        Assert.Contains($"US_EAST_2 of project {Given.ProjectId}", _world.Answers.Questions[1], StringComparison.Ordinal);

        Assert.Equal(Given.ProjectId, Decide(ConnectionDecision.Approve, s_endpoint, other)!.ProjectId);
    }

    /// <summary>The endpoint still looks approvable, by the name of the lost connection: to wait for its status would be over at once.</summary>
    [Fact]
    public void A_rejection_that_Atlas_has_not_noticed_yet_is_reported_as_such()
    {
        GivenConnection("Rejected");

        var failure = Assert.Throws<AtlasCmkException>(() => Approve(s_endpoint, isNamed: false));

        Assert.Equal("ConnectionRejected", failure.ErrorId);
        Assert.Contains("Atlas has not noticed yet", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains($"-EndpointId '{s_endpoint.EndpointId}' | Wait-AtlasAkvPrivateEndpoint", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Disconnected", "Disconnected")]
    [InlineData("Pending", "Deleting")]
    [InlineData("Pending", "Failed")]
    public void A_connection_that_is_being_removed_cannot_be_approved_or_rejected(string status, string state)
    {
        GivenConnection(status, state);

        Assert.Equal("ConnectionNotUsable", Assert.Throws<AtlasCmkException>(() => Approve(s_endpoint)).ErrorId);
        Assert.Equal("ConnectionNotUsable", Assert.Throws<AtlasCmkException>(() => Decide(ConnectionDecision.Deny, s_endpoint)).ErrorId);
        Assert.Equal(0, _world.Count("PUT"));
    }

    [Fact]
    public void An_approved_one_can_be_rejected_and_a_rejected_one_is_rejected()
    {
        GivenConnection("Approved");
        Assert.Equal("Rejected", Decide(ConnectionDecision.Deny, s_endpoint)!.Status);

        GivenConnection("Rejected");
        Assert.Equal("Rejected", Decide(ConnectionDecision.Deny, s_endpoint)!.Status);
        Assert.Equal(1, _world.Count("PUT"));
    }

    [Fact]
    public void Declining_returns_nothing_and_decides_nothing()
    {
        GivenConnection("Pending");
        _world.Answers.ToFirst = false;

        Assert.Null(Approve(s_endpoint));
        Assert.Equal(0, _world.Count("PUT"));
    }

    [Fact]
    public void A_connection_that_the_vault_does_not_show_yet_is_read_again()
    {
        _world.KeyVault.Connections.After(12, [Connection("Pending")]);

        Assert.Equal("Approved", Approve(s_endpoint)!.Status);
        Assert.InRange(_world.Elapsed.TotalSeconds, 12, 21);
    }

    [Fact]
    public void A_connection_that_the_vault_never_shows_is_an_error_after_a_minute()
    {
        var failure = Assert.Throws<AtlasCmkException>(() => Approve(s_endpoint));

        Assert.Equal("ConnectionNotInVault", failure.ErrorId);
        Assert.Contains("though Atlas lists it for US_EAST_2", failure.Message, StringComparison.Ordinal);
        Assert.InRange(_world.Elapsed.TotalSeconds, 60, 71);
    }

    [Fact]
    public void A_connection_that_Atlas_does_not_list_is_not_waited_for()
    {
        Assert.Equal("ConnectionNotInVault", Assert.Throws<AtlasCmkException>(() => Approve(null)).ErrorId);
        Assert.Equal(TimeSpan.Zero, _world.Elapsed);
    }

    [Fact]
    public void The_state_reads_as_in_Az_Network()
    {
        var state = new PrivateEndpointConnection(Given.Connection("pe-1"), "Pending") { Description = "Atlas asks", ActionRequired = "None" }.PrivateLinkServiceConnectionState;

        Assert.Equal(("Pending", "Atlas asks", "None", "Pending"), (state.Status, state.Description, state.ActionRequired, state.ToString()));
    }
}
