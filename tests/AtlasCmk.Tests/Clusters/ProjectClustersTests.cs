using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Clusters;

public sealed class ProjectClustersTests
{
    private readonly World _world = new();

    private IReadOnlyList<ClusterEncryption> List() => _world.Run(() => new ProjectClusters(_world.Project).ListAsync());

    private void GivenEveryKind()
    {
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE"), Given.Cluster("small") with { Kind = ClusterKind.Shared, InstanceSize = "M0" }]);
        _world.Atlas.FlexClusters = [Given.Cluster("bendy") with { Kind = ClusterKind.Flex }, Given.Cluster("small") with { Kind = ClusterKind.Flex }];
        _world.Atlas.ServerlessInstances = [Given.Cluster("airy") with { Kind = ClusterKind.Serverless }];
    }

    [Fact]
    public void Clusters_of_every_kind_are_listed_once_each_with_its_reason()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        GivenEveryKind();

        var clusters = List();

        Assert.Equal(["orders", "small", "bendy", "airy"], clusters.Select(c => c.ClusterName));
        Assert.Equal([true, false, false, false], clusters.Select(c => c.IsEligible));
        Assert.StartsWith("shared tier M0", clusters[1].Reason, StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("GET privateEndpoints"));
    }

    [Fact]
    public void Under_private_networking_active_endpoints_decide()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.Clusters.Set([Given.Cluster("orders"), Given.Cluster("logs") with { Regions = ["US_CENTRAL"] }]);
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE"), Given.Endpoint("US_CENTRAL", "PENDING_ACCEPTANCE", "pe-2", 2)]);

        Assert.Equal([null, "no ACTIVE private endpoint in US_CENTRAL"], List().Select(c => c.Reason));
        Assert.Equal(1, _world.Count("GET privateEndpoints"));
    }
}
