using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class MissingEndpointsTests
{
    private readonly World _world = new();

    [Fact]
    public void Every_region_with_nodes_that_lacks_an_endpoint_is_missing()
    {
        _world.Atlas.Clusters.Set(
        [
            InRegions("orders", "US_EAST_2", "EUROPE_WEST"), InRegions("ledger", "EUROPE_WEST", "US_CENTRAL", "US_WEST"),
            InRegions("small", "UK_SOUTH") with { Kind = ClusterKind.Shared, InstanceSize = "M0" }, InRegions("both", "FRANCE_CENTRAL") with { Providers = ["AZURE", "AWS"] },
        ]);
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE"), Given.Endpoint("US_WEST", "PENDING_ACCEPTANCE", number: 2), Given.Endpoint("US_CENTRAL", "FAILED", number: 3)]);

        Assert.Equal(["EUROPE_WEST", "US_CENTRAL"], Find());
        Assert.Empty(_world.Log.Warnings);
        Assert.Equal(["GET clusters", "GET privateEndpoints"], _world.Journal.Order());
    }

    [Fact]
    public void Without_a_missing_region_only_a_verbose_line_says_so()
    {
        _world.Atlas.Clusters.Set([InRegions("orders", "US_EAST_2")]);
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE")]);

        Assert.Empty(Find());
        Assert.Contains(_world.Log.Told, t => t.StartsWith("No region of project", StringComparison.Ordinal));
        Assert.Empty(_world.Log.Warnings);
    }

    [Fact]
    public void Nodes_that_Atlas_does_not_report_are_named_and_never_guessed()
    {
        _world.Atlas.Clusters.Set([InRegions("orders", "US_EAST_2") with { HasUnreadNodes = true, EncryptionAtRestProvider = "AZURE" }]);

        Assert.Equal(["US_EAST_2"], Find());
        Assert.Contains($"clusters of project {Given.ProjectId}: orders.", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    private static AtlasCluster InRegions(string name, params string[] regions) => Given.Cluster(name) with { Regions = regions };

    private IReadOnlyList<string> Find() => _world.Run(() => new MissingEndpoints(_world.Project).FindAsync());
}
