using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class ProjectConnectionsTests
{
    private readonly World _world = new();

    private IReadOnlyList<PrivateEndpointConnection> List() => _world.Run(() => new ProjectConnections(_world.Project).ListAsync());

    [Fact]
    public void Every_connection_of_the_vault_is_listed_with_its_owner()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-mine"), Given.Endpoint("US_CENTRAL", "INITIATING", number: 2)]);
        _world.KeyVault.Connections.Set(
        [
            new(Given.Connection("PE-MINE"), "Approved") { ProvisioningState = "Succeeded", Description = "ours" },
            new(Given.Connection("pe-theirs"), "Pending"),
        ]);

        Assert.Collection(
            List(),
            mine =>
            {
                Assert.Equal(("Atlas", "US_EAST_2", Given.EndpointId(1), Given.ProjectId), (mine.VerifiedBy, mine.RegionName, mine.EndpointId, mine.ProjectId));
                Assert.Equal(("Approved", "Succeeded", "ours"), (mine.Status, mine.ProvisioningState, mine.Description));
            },
            theirs => Assert.Equal(("None", null, null, null), (theirs.VerifiedBy, theirs.RegionName, theirs.EndpointId, theirs.ProjectId)));
        Assert.Equal(3, _world.Journal.Count);
    }

    [Fact]
    public void A_project_without_a_vault_gets_an_error_and_Azure_is_not_asked()
    {
        _world.Atlas.Encryption.Set(Given.NotEnabled);

        Assert.Equal("VaultNotConfigured", Assert.Throws<AtlasCmkException>(List).ErrorId);
        Assert.Equal(0, _world.Count("GET kv-atlas"));
    }
}
