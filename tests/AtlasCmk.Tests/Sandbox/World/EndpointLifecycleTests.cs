using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class EndpointLifecycleTests
{
    private readonly TestWorld _world = new(stage: "private");

    private Durations Takes => _world.World.Durations;

    [Fact]
    public void A_new_endpoint_has_no_connection_until_Azure_has_made_one()
    {
        var endpoint = Create();
        Assert.Equal("INITIATING", endpoint.Status);
        Assert.Null(endpoint.Connection);
        Assert.Empty(_world.Vault.Connections);

        _world.Pass(Takes.Provisioning);

        Assert.Equal("PENDING_ACCEPTANCE", endpoint.Status);
        Assert.Equal("Pending", endpoint.Connection!.Status);
        Assert.Same(endpoint.Connection, Assert.Single(_world.Vault.Connections));
    }

    [Fact]
    public void Atlas_shows_an_approval_only_after_a_while()
    {
        var endpoint = CreatePending();
        Assert.True(Decide(endpoint, "Approved"));
        Assert.Equal("PENDING_ACCEPTANCE", endpoint.Status);

        _world.Pass(Takes.Activation);

        Assert.Equal("ACTIVE", endpoint.Status);
        Assert.Equal("Approved", endpoint.Connection!.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_rejected_or_removed_connection_is_recreated_under_another_name(bool rejected)
    {
        var endpoint = CreateActive();
        var (id, first) = (endpoint.Id, endpoint.Connection!);
        if (rejected)
        {
            Decide(endpoint, "Rejected");
        }
        else
        {
            _world.World.Do(() => _world.World.Endpoints.Remove(first));
        }

        Assert.Equal("ACTIVE", endpoint.Status);
        _world.Pass(Takes.Notice);
        Assert.Equal(("PENDING_RECREATION", "Connection request removed, recreating endpoint"), (endpoint.Status, endpoint.ErrorMessage));
        _world.Pass(Takes.Recreation);
        Assert.Equal(("INITIATING", null), (endpoint.Status, endpoint.ErrorMessage));
        Assert.Null(endpoint.Connection);
        _world.Pass(Takes.Provisioning);

        Assert.Equal("PENDING_ACCEPTANCE", endpoint.Status);
        Assert.Equal(id, endpoint.Id);
        Assert.NotEqual(first.Name, endpoint.Connection!.Name);
    }

    [Fact]
    public void A_recreated_endpoint_can_be_another_one_in_the_same_region()
    {
        var world = new TestWorld(new SandboxOptions { NewEndpointIdOnRecreation = true }, "active");
        var first = world.Endpoint();
        world.World.Do(() => world.World.Endpoints.Decide(first.Connection!, "Rejected", ""));
        world.Pass(Takes.Notice + Takes.Recreation);

        Assert.Equal("INITIATING", world.Endpoint().Status);
        Assert.NotEqual(first.Id, world.Endpoint().Id);
    }

    [Fact]
    public void A_rejection_that_is_undone_before_Atlas_checks_has_no_effect()
    {
        var endpoint = CreatePending();
        Decide(endpoint, "Rejected");

        Assert.True(Decide(endpoint, "Approved"));
        _world.Pass(Takes.Activation);

        Assert.Equal("ACTIVE", endpoint.Status);
    }

    [Fact]
    public void A_rejection_that_is_undone_too_late_stays_in_effect_for_Atlas()
    {
        var endpoint = CreatePending();
        Decide(endpoint, "Rejected");
        _world.Pass(Takes.Notice);

        Decide(endpoint, "Approved");

        Assert.Equal("PENDING_RECREATION", endpoint.Status);
    }

    [Fact]
    public void A_rejection_before_Atlas_notices_the_approval_wins()
    {
        var endpoint = CreatePending();
        Decide(endpoint, "Approved");
        Decide(endpoint, "Rejected");
        _world.Pass(Takes.Activation);

        Assert.NotEqual("ACTIVE", endpoint.Status);
        Assert.Equal("PENDING_RECREATION", endpoint.Status);
    }

    [Fact]
    public void A_deleted_endpoint_leaves_a_disconnected_connection_that_goes_away()
    {
        var endpoint = CreateActive();
        _world.World.Do(() => _world.World.Endpoints.Delete(endpoint));
        Assert.Equal("DELETING", endpoint.Status);

        _world.Pass(Takes.Deletion);
        Assert.Empty(_world.Project.Endpoints);
        Assert.Equal("Disconnected", Assert.Single(_world.Vault.Connections).Status);

        _world.Pass(Takes.Deletion);
        Assert.Empty(_world.Vault.Connections);
    }

    [Fact]
    public void An_endpoint_fails_where_the_subscription_does_not_know_Microsoft_Network()
    {
        _world.Command("setProvider", new { state = "NotRegistered" });
        var endpoint = Create();
        _world.Pass(Takes.Provisioning);

        Assert.Equal("FAILED", endpoint.Status);
        Assert.Contains("Microsoft.Network", endpoint.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_planned_status_does_not_apply_to_an_endpoint_in_another_state()
    {
        var endpoint = Create();
        _world.Command("setEndpoint", new { region = "US_EAST_2", status = "FAILED", errorMessage = "no" });
        _world.Pass(Takes.Provisioning * 5);

        Assert.Equal("FAILED", endpoint.Status);
        Assert.Empty(_world.Vault.Connections);
    }

    private AtlasEndpoint Create() => _world.World.Do(() => _world.World.Endpoints.Create(_world.Project, "US_EAST_2"));

    private AtlasEndpoint CreatePending()
    {
        var endpoint = Create();
        _world.Pass(Takes.Provisioning);
        return endpoint;
    }

    private AtlasEndpoint CreateActive()
    {
        var endpoint = CreatePending();
        Decide(endpoint, "Approved");
        _world.Pass(Takes.Activation);
        return endpoint;
    }

    private bool Decide(AtlasEndpoint endpoint, string status) =>
        _world.World.Do(() => _world.World.Endpoints.Decide(endpoint.Connection!, status, "by a test"));
}
