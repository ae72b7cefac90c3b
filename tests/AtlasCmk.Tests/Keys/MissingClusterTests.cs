using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>A cluster that a list lacks has not left the old version for that.</summary>
public sealed class MissingClusterTests
{
    private readonly RotationWorld _rotation = new();

    private World World => _rotation.World;

    private static AtlasCluster Orders(string state = "IDLE") => Given.Cluster("orders", "AZURE", state);

    /// <summary>Atlas uses the version at once, and lists the given clusters after so many seconds.</summary>
    private KeyRotation Rotate(params (double After, AtlasCluster[] List)[] lists)
    {
        World.Atlas.OnChange = change =>
        {
            World.Atlas.Encryption.Set(Given.Encryption(key: change.KeyIdentifier!));
            foreach (var (after, list) in lists)
            {
                World.Atlas.Clusters.After(after, list);
            }
        };
        return _rotation.Rotate(RotationWorld.New)!;
    }

    [Fact]
    public void A_confirmed_deletion_means_that_it_is_gone()
    {
        World.Atlas.Clusters.Set([Orders()]);
        var rotation = Rotate((0, [Orders("DELETING")]), (30, []));
        Assert.Equal(("orders Gone", true), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt is not null));
    }

    [Fact]
    public void A_missing_cluster_may_still_exist()
    {
        World.Atlas.Clusters.Set([Orders()]);

        var rotation = Rotate((0, []));

        Assert.Equal(("orders Gone", null), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt));
        Assert.Contains("orders: missing from Atlas's list", rotation.OldKeyReason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_list_without_it_does_not_end_its_rotation()
    {
        World.Atlas.Clusters.Set([Orders()]);
        var rotation = Rotate((0, []), (1.5, [Orders("UPDATING")]), (300, [Orders()]));
        Assert.Equal(("orders Completed", true), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt is not null));
    }

    [Fact]
    public void A_cluster_that_the_first_list_lacked_is_waited_for_too()
    {
        World.Atlas.Clusters.Set([]);
        var rotation = Rotate((0, [Orders()]));
        Assert.Equal(("orders NotSeen", null), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt));
    }

    [Fact]
    public void A_cluster_that_is_created_meanwhile_starts_with_the_new_version()
    {
        World.Atlas.Clusters.Set([Orders()]);
        var rotation = Rotate((0, [Orders("UPDATING"), Given.Cluster("young", "AZURE", "CREATING")]), (100, [Orders(), Given.Cluster("young", "AZURE")]));
        Assert.Equal(("orders Completed", true), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt is not null));
    }

    [Theory]
    [InlineData("OCI")]
    [InlineData("")]
    public void A_cluster_with_an_unknown_key_provider_has_not_certainly_left_the_key(string provider)
    {
        World.Atlas.Clusters.Set([Given.Cluster("odd", provider)]);
        var rotation = Rotate((0, [Given.Cluster("odd", provider)]));
        Assert.Equal(("odd NotSeen", null), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt));
    }

    /// <summary>A list that lacks a cluster from the beginning to the end is found by the number that Atlas gives with the project.</summary>
    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(2, 0, false)]
    [InlineData(2, 1, true)]
    public void A_cluster_that_is_in_no_list_has_not_certainly_left_the_key(int count, int flex, bool isLeft)
    {
        World.Atlas.Projects[0] = new(Given.ProjectId, "payments", "org", count, DateTimeOffset.UnixEpoch);
        World.Atlas.FlexClusters = [.. Enumerable.Range(0, flex).Select(n => Given.Cluster($"flex{n}"))];
        World.Atlas.Clusters.Set([Orders()]);

        var rotation = Rotate((0, [Orders("UPDATING")]), (100, [Orders()]));

        Assert.Equal(("orders Completed", isLeft), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt is not null));
        Assert.Equal(isLeft, !rotation.OldKeyReason!.Contains("1 of 2 clusters", StringComparison.Ordinal));
    }

    [Fact]
    public void If_the_number_of_clusters_cannot_be_read_no_cluster_has_certainly_left()
    {
        World.Atlas.Projects.Clear();
        World.Atlas.Clusters.Set([Orders()]);
        var rotation = Rotate((0, [Orders("UPDATING")]), (100, [Orders()]));
        Assert.Equal(("orders Completed", null), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt));
        Assert.Contains("number of clusters", rotation.OldKeyReason, StringComparison.Ordinal);
    }
}
