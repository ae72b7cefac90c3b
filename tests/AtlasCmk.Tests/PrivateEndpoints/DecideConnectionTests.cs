using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class DecideConnectionTests
{
    private static readonly AkvPrivateEndpoint s_endpoint = Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1");

    private readonly World _world = new();

    private PrivateEndpointConnection? Decide(ConnectionDecision decision, AkvPrivateEndpoint? endpoint, string? askedFor = null) => _world.Run(() =>
        new DecideConnection(_world.KeyVault, _world.Answers, _world.Log, _world.Time, CancellationToken.None)
            .RunAsync(new(Given.Connection("pe-1"), endpoint, endpoint?.ProjectId ?? askedFor), decision, "Change 4711", TimeSpan.FromMinutes(5)));

    private PrivateEndpointConnection? Approve(AkvPrivateEndpoint? endpoint) => Decide(ConnectionDecision.Approve, endpoint);

    private void GivenConnection(string status, string state = "Succeeded") =>
        _world.KeyVault.Connections.Set([Connection(status, state)]);

    private static PrivateEndpointConnection Connection(string status, string state = "Succeeded") =>
        new(Given.Connection("pe-1"), status) { ProvisioningState = state };

    [Fact]
    public void One_that_Atlas_vouches_for_is_approved_and_says_whose_it_is()
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
    public void One_that_nobody_vouches_for_is_approved_with_a_warning()
    {
        GivenConnection("Pending");

        Assert.Equal("None", Approve(null)!.VerifiedBy);
        Assert.Contains("Atlas was not asked whose connection pe-1 of vault kv-atlas is", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("ask again"));
    }

    [Fact]
    public void One_that_Atlas_was_asked_about_and_does_not_list_takes_a_second_question()
    {
        GivenConnection("Pending");
        _world.Answers.ToSecond = false;

        Assert.Null(Decide(ConnectionDecision.Approve, null, Given.ProjectId));

        Assert.Equal(["GET kv-atlas/pe-1", "ask", "ask again"], _world.Journal);
        Assert.All([_world.Answers.Questions[1], Assert.Single(_world.Log.Warnings)], said =>
            Assert.StartsWith($"Atlas does not list the connection pe-1 of vault kv-atlas for project {Given.ProjectId}: it belongs to someone else.", said, StringComparison.Ordinal));

        _world.Answers.ToSecond = true;
        Assert.Equal("Approved", Decide(ConnectionDecision.Approve, null, Given.ProjectId)!.Status);
    }

    /// <summary>Under -WhatIf the first question is answered by no.</summary>
    [Fact]
    public void One_who_declines_is_not_asked_a_second_time()
    {
        GivenConnection("Pending");
        _world.Answers.ToFirst = false;

        Assert.Null(Decide(ConnectionDecision.Deny, null, Given.ProjectId));
        Assert.Equal(0, _world.Count("ask again"));
    }

    [Theory]
    [InlineData("Approved")]
    [InlineData("approved")]
    public void One_that_is_approved_already_is_a_success_without_a_question(string status)
    {
        GivenConnection(status);

        Assert.Equal(s_endpoint.EndpointId, Approve(s_endpoint)!.EndpointId);
        Assert.Equal(["GET kv-atlas/pe-1"], _world.Journal);
    }

    [Fact]
    public void A_rejected_one_cannot_be_approved_and_the_remedy_is_to_wait_for_the_next()
    {
        GivenConnection("Rejected");

        var failure = Assert.Throws<AtlasCmkException>(() => Approve(null));

        Assert.Equal("ConnectionRejected", failure.ErrorId);
        Assert.Contains("Atlas makes a new connection", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(["GET kv-atlas/pe-1"], _world.Journal);
    }

    /// <summary>The endpoint still looks approvable, by the name of the lost connection: to wait for its status would be over at once.</summary>
    [Fact]
    public void A_rejection_that_Atlas_has_not_noticed_is_told_as_such()
    {
        GivenConnection("Rejected");

        var failure = Assert.Throws<AtlasCmkException>(() => Approve(s_endpoint));

        Assert.Equal("ConnectionRejected", failure.ErrorId);
        Assert.Contains("Atlas has not noticed yet", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains($"-EndpointId {s_endpoint.EndpointId} | Wait-AtlasAkvPrivateEndpoint", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Disconnected", "Disconnected")]
    [InlineData("Pending", "Deleting")]
    [InlineData("Pending", "Failed")]
    public void One_that_is_on_its_way_out_cannot_be_decided_on(string status, string state)
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
    public void One_who_declines_gets_nothing_and_decides_nothing()
    {
        GivenConnection("Pending");
        _world.Answers.ToFirst = false;

        Assert.Null(Approve(s_endpoint));
        Assert.Equal(0, _world.Count("PUT"));
    }

    [Fact]
    public void One_that_the_vault_does_not_show_yet_is_looked_for_again()
    {
        _world.KeyVault.Connections.After(12, [Connection("Pending")]);

        Assert.Equal("Approved", Approve(s_endpoint)!.Status);
        Assert.InRange(_world.Elapsed.TotalSeconds, 12, 21);
    }

    [Fact]
    public void One_that_the_vault_never_shows_is_an_error_after_a_minute()
    {
        var failure = Assert.Throws<AtlasCmkException>(() => Approve(s_endpoint));

        Assert.Equal("ConnectionNotInVault", failure.ErrorId);
        Assert.Contains("though Atlas lists it for US_EAST_2", failure.Message, StringComparison.Ordinal);
        Assert.InRange(_world.Elapsed.TotalSeconds, 60, 71);
    }

    [Fact]
    public void One_that_nobody_vouches_for_is_not_waited_for()
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
